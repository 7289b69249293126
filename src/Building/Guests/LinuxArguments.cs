using System.Text;

namespace Partition.Building.Guests;

/// <summary>Reads the command line of a Linux.</summary>
/// <remarks>Linux, lib/cmdline.c: spaces separate, double quotes protect spaces, and the kernel's own end at <c>--</c>.</remarks>
internal static class LinuxArguments
{
    /// <summary>The values of all arguments of a name, in order; empty for one without <c>=</c>.</summary>
    public static IEnumerable<string> ValuesOf(string commandLine, string name) => Read(commandLine)
        .Where(argument => argument.Name == name)
        .Select(static argument => argument.Value);

    /// <summary>A command line of only those arguments that have one of some names.</summary>
    public static string Select(string commandLine, params string[] names) => string.Join(
        ' ',
        Read(commandLine)
            .Where(argument => names.Contains(argument.Name))
            .Select(static argument => argument.Value.Length == 0 ? argument.Name : $"{argument.Name}=\"{argument.Value}\""));

    private static IEnumerable<(string Name, string Value)> Read(string commandLine) =>
        from argument in Split(commandLine).TakeWhile(static argument => argument != "--")
        let split = argument.IndexOf('=', StringComparison.Ordinal)
        select split < 0 ? (Normalize(argument), "") : (Normalize(argument[..split]), argument[(split + 1)..]);

    private static string Normalize(string name) => name.Replace('-', '_');

    private static IEnumerable<string> Split(string commandLine)
    {
        var word = new StringBuilder();
        bool isQuoted = false;
        foreach (char letter in commandLine)
        {
            if (letter == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (char.IsWhiteSpace(letter) && !isQuoted)
            {
                if (word.Length > 0)
                {
                    yield return word.ToString();
                }

                word.Clear();
            }
            else
            {
                word.Append(letter);
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }
}

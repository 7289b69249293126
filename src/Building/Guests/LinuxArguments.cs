using System.Text;

namespace Partition.Building.Guests;

/// <summary>Reads the command line of a Linux.</summary>
/// <remarks>Linux, lib/cmdline.c: spaces separate, double quotes protect spaces, and the kernel's own end at <c>--</c>.</remarks>
internal static class LinuxArguments
{
    /// <summary>The values of all arguments of a name, in order; empty for one that stands without <c>=</c>.</summary>
    public static IEnumerable<string> ValuesOf(string commandLine, string name) =>
        from argument in Split(commandLine).TakeWhile(static argument => argument != "--")
        let split = argument.IndexOf('=', StringComparison.Ordinal)
        where (split < 0 ? argument : argument[..split]).Replace('-', '_') == name
        select split < 0 ? "" : argument[(split + 1)..];

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

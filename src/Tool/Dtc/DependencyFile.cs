using System.Text;
using Partition.Tool.Files;
using Partition.Tool.Terminal;

namespace Partition.Tool.Dtc;

/// <summary>Writes the rule that lists for make what an output was made of: <c>out: in1 in2</c>.</summary>
internal static class DependencyFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="output">The name of the output, as it was given.</param>
    /// <param name="inputs">Every file that was read, in the order of opening.</param>
    /// <param name="console">Where the standard output is.</param>
    public static void Write(string path, string output, IEnumerable<string> inputs, ToolConsole console)
    {
        var rule = new StringBuilder();
        Append(rule, output).Append(':');
        foreach (string input in inputs)
        {
            Append(rule.Append(' '), input);
        }

        byte[] bytes = Encoding.UTF8.GetBytes(rule.Append('\n').ToString());
        OutputFile.Write(path, console, stream =>
        {
            stream.Write(bytes);
            return true;
        });
    }

    /// <summary>Appends a name; make would read its blanks as the end of it.</summary>
    private static StringBuilder Append(StringBuilder rule, string name) => rule.Append(name.Replace(" ", "\\ ", StringComparison.Ordinal));
}

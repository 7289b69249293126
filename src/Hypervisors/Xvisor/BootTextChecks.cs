using Partition.Diagnostics;

namespace Partition.Hypervisors.Xvisor;

/// <summary>What Xvisor's readers of scripts and of lists of files stumble over.</summary>
/// <remarks>Xvisor v0.3.0: <c>commands/cmd_vfs.c</c> (vfs run, vfs guest_load_list).</remarks>
internal static class BootTextChecks
{
    /// <summary>Whether a file of the image is a script or a list of files to load.</summary>
    public static bool IsRead(string path) => IsScript(path) || IsList(path);

    /// <summary>Checks such a file.</summary>
    /// <param name="path">Its path on the image.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="source">The file of the project that it comes from.</param>
    public static IEnumerable<Diagnostic> Check(string path, string text, string source)
    {
        string[] lines = text.Split('\n');
        if (text.Length == 0 || lines[^1].Length > 0)
        {
            yield return Fault(
                lines.Length,
                IsScript(path) ? "its last line has no line feed, so it is not executed" : "its last line has no line feed",
                "End it with one.");
        }

        for (int i = 0; i < lines.Length; i++)
        {
            string? fault = lines[i].Contains('\r', StringComparison.Ordinal) ? "a carriage return ends the line once more"
                : IsScript(path) ? FaultInCommand(lines[i]) : i == lines.Length - 1 && lines[i].Length == 0 ? null : FaultInEntry(lines[i]);
            if (fault is not null)
            {
                yield return Fault(i + 1, fault, WayOutOf(lines[i], path));
            }
        }

        if (IsList(path) && text.Length > XvisorLimits.LongestLine)
        {
            yield return Fault(1, $"it is {text.Length} bytes long, and {XvisorLimits.LongestLine} are read", "Shorten it.");
        }

        Diagnostic Fault(int line, string fault, string wayOut) =>
            XvisorDiagnostics.ScriptLine(
                new SourceSpan(source, line, 1, line, Math.Max(2, lines[line - 1].Length + 1)),
                path,
                fault,
                wayOut);
    }

    private static string? FaultInCommand(string line)
    {
        if (line.Length >= XvisorLimits.LongestLine)
        {
            return $"the line has {line.Length} bytes, and {XvisorLimits.LongestLine - 1} are read";
        }

        int words = line.StartsWith('#')
            ? 0
            : line.Split(';').Max(static command => command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        return words > XvisorLimits.MostWords ? $"a command has {words} words, and {XvisorLimits.MostWords} are read" : null;
    }

    private static string? FaultInEntry(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return line.Contains('\t', StringComparison.Ordinal) ? "a tab does not separate words"
            : words.Length != 2 || !words[0].StartsWith("0x", StringComparison.OrdinalIgnoreCase)
                ? "a line is an address and a path, and there are no comments and no empty lines"
            : null;
    }

    private static string WayOutOf(string line, string path) =>
        line.Contains('\r', StringComparison.Ordinal) ? "End lines with line feeds alone."
        : IsScript(path) ? "Split it up."
        : "Write lines like: 0x40000000 ./firmware.bin";

    private static bool IsScript(string path) => path.EndsWith(".xscript", StringComparison.Ordinal);

    private static bool IsList(string path) => path.EndsWith("/nor_flash.list", StringComparison.Ordinal);
}

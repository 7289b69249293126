using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Partition.Benchmarks.Native;

/// <summary>Where the numbers come from.</summary>
internal static class Machine
{
    private static readonly (string Tool, string Option)[] Tools =
    [
        ("gcc", "--version"),
        ("dtc", "--version"),
        ("arm-linux-gnueabi-objcopy", "--version"),
        ("genext2fs", "--version"),
        ("mke2fs", "-V"),
        ("cpio", "--version"),
    ];

    /// <summary>The processor, the systems and the tools' versions, one a line.</summary>
    public static string Describe()
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"machine: {Processor()}, {Environment.ProcessorCount} processors, {RuntimeInformation.OSArchitecture}");
        text.AppendLine(CultureInfo.InvariantCulture, $"system:  {RuntimeInformation.OSDescription}");
        text.AppendLine(CultureInfo.InvariantCulture, $"runtime: {RuntimeInformation.FrameworkDescription}");
#if DEBUG
        text.AppendLine("warning: this is a debug build; its numbers mean nothing. Run it with -c Release.");
#endif
        foreach ((string tool, string option) in Tools)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"tool:    {VersionOf(tool, option)}");
        }

        return text.ToString();
    }

    private static string VersionOf(string tool, string option)
    {
        if (NativeTool.Find(tool) is null)
        {
            return $"{tool} is absent";
        }

        string line = NativeTool.Run(tool, option).Split('\n')[0].Trim();
        return line.StartsWith(tool, StringComparison.Ordinal) ? line : $"{tool}: {line}";
    }

    private static string Processor()
    {
        const string List = "/proc/cpuinfo";
        string? line = File.Exists(List)
            ? File.ReadLines(List).FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? "an unnamed processor";
    }
}

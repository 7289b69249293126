using System.Text;
using System.Text.RegularExpressions;
using Partition.DeviceTree.Source;
using Partition.DeviceTree.Tests.Preprocessing;
using Partition.Tests;

namespace Partition.DeviceTree.Tests.Oracle;

/// <summary>Compares the preprocessor with gcc's, as kernels use it for device trees.</summary>
public partial class GccPreprocessorTests
{
    private static readonly string[] Options = ["-E", "-P", "-nostdinc", "-undef", "-D__DTS__", "-x", "assembler-with-cpp", "-w"];

    /// <summary>
    /// Where gcc refuses a program, so must the preprocessor. White space counts as one blank, and where there is none as none.
    /// </summary>
    [ToolTheory("gcc")]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(200)]
    public void RandomProgramsBecomeTheTextOfGcc(int first)
    {
        int count = int.Parse(
            Environment.GetEnvironmentVariable("MACRO_PROGRAMS") ?? "100",
            System.Globalization.CultureInfo.InvariantCulture);
        using var tool = new Tool();
        var differences = new StringBuilder();
        int compared = 0;
        for (int seed = first; seed < first + count; seed++)
        {
            string program = new RandomMacros(seed).Make();
            string path = tool.Write("program.S", program);
            string? expected = tool.Run("gcc", [.. Options, path]) is byte[] text ? Normalize(text) : null;
            string? actual = Preprocess(program);
            compared += expected is null ? 0 : 1;
            if (actual != expected)
            {
                differences.Append($"seed {seed}\n{program}gcc:  {expected}\nours: {actual}\n\n");
            }
        }

        Assert.True(differences.Length == 0, differences.ToString());
        Assert.InRange(compared, count / 3, count);
    }

    private static string? Preprocess(string program) =>
        DeviceTreeCompiler.Preprocess(
            "program.S",
            new InMemorySourceFiles().Add("program.S", program),
            CompilerOptions.Default).Text is byte[] text
            ? Normalize(text)
            : null;

    private static string Normalize(byte[] text) =>
        Blanks().Replace(Markers().Replace(Encoding.UTF8.GetString(text), ""), " ").Trim();

    [GeneratedRegex(@"^# \d+ "".*\n", RegexOptions.Multiline)]
    private static partial Regex Markers();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}

using System.Globalization;
using Partition.Tool.Tests.Support;

namespace Partition.Tool.Tests.Dtc;

/// <summary>Small sources through the command, beside what dtc 1.8.1 made of them.</summary>
public sealed class DtcGoldenTests : IDisposable
{
    private static readonly string Cases = Path.Combine(AppContext.BaseDirectory, "Golden", "dtc-edge");

    /// <summary>Where the results differ on purpose; docs/dtc.md says so, too.</summary>
    private static readonly Dictionary<string, string> Differences = new(StringComparer.Ordinal)
    {
        ["chrgreedy"] =
            @"dtc runs from the quote of '\\' on to the next quote of the file; here the literal ends where it looks as if it did",
    };

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    public static TheoryData<string, string, int> All()
    {
        var cases = new TheoryData<string, string, int>();
        foreach (string line in File.ReadAllLines(Path.Combine(Cases, "cases.tsv")).Where(static line => !line.StartsWith('#')))
        {
            string[] fields = line.Split('\t');
            cases.Add(fields[0], fields[1] == "-" ? "" : fields[1], int.Parse(fields[2], CultureInfo.InvariantCulture));
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void ExitCodeAndBytesAreThoseOfDtc(string name, string options, int exitCode)
    {
        string[] words = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Outcome outcome = Workspace.Run(
            ["dtc", "-q", "-I", "dts", "-O", "dtb", .. words, "-o", _work.PathOf("out.dtb"), Path.Combine(Cases, name + ".dts")]);

        if (Differences.ContainsKey(name))
        {
            Assert.NotEqual(exitCode, outcome.ExitCode);
            return;
        }

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Equal(exitCode == 0 ? ["out.dtb"] : [], _work.List());
        Assert.True(exitCode == 0 || outcome.Error.Contains("error", StringComparison.Ordinal));
        if (exitCode == 0)
        {
            Assert.Equal(
                Convert.ToHexStringLower(File.ReadAllBytes(Path.Combine(Cases, name + ".dtb"))),
                Convert.ToHexStringLower(_work.Read("out.dtb")));
        }
    }

    public static TheoryData<string> Blobs() =>
        [.. Directory.GetFiles(Cases, "*.roundtrip.txt")
            .Select(static path => Path.GetFileName(path).Replace(".roundtrip.txt", "", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Blobs))]
    public void ABlobBecomesTheTextOfDtc(string name)
    {
        Outcome outcome = Workspace.Run("dtc", "-q", "-I", "dtb", "-O", "dts", Path.Combine(Cases, name + ".dtb"));

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(File.ReadAllText(Path.Combine(Cases, name + ".roundtrip.txt")), System.Text.Encoding.Latin1.GetString(outcome.Bytes));
    }
}

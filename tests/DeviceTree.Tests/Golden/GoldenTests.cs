namespace Partition.DeviceTree.Tests.Golden;

/// <summary>Small sources with what dtc 1.8.1 made of them.</summary>
public class GoldenTests
{
    private static readonly string CasesFolder = Path.Combine(AppContext.BaseDirectory, "Golden", "dtc-edge");

    /// <summary>Where the results differ on purpose.</summary>
    private static readonly Dictionary<string, string> Differences = new(StringComparer.Ordinal)
    {
        ["chrgreedy"] = @"dtc runs from the quote of '\\' on to the next quote of the file; here the literal ends where it looks as if it did",
    };

    /// <summary>Options of dtc that have no counterpart here.</summary>
    private static readonly string[] UnknownOptions = ["-L", "-V 16", "-A", "-H both", "-H legacy", "-s", "-a 3"];

    public static TheoryData<string, string, int> Cases()
    {
        var cases = new TheoryData<string, string, int>();
        foreach (string line in File.ReadAllLines(Path.Combine(CasesFolder, "cases.tsv")).Where(static line => !line.StartsWith('#')))
        {
            string[] fields = line.Split('\t');
            if (!UnknownOptions.Contains(fields[1]) && !Differences.ContainsKey(fields[0]))
            {
                cases.Add(fields[0], fields[1], int.Parse(fields[2], System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheResultIsThatOfDtc(string name, string options, int exitCode)
    {
        CompilationResult result = Compile(name, options);
        if (exitCode != 0)
        {
            Assert.Null(result.Document);
            Assert.Contains(result.Diagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Span.HasFile);
            return;
        }

        Assert.DoesNotContain(result.Diagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        byte[] expected = File.ReadAllBytes(Path.Combine(CasesFolder, name + ".dtb"));
        Assert.Equal(Convert.ToHexStringLower(expected), Convert.ToHexStringLower(DeviceTreeBlob.Write(result.Document!, BlobOptionsOf(options))));
    }

    [Theory]
    [InlineData("crash_ep")]
    [InlineData("nul")]
    public void WhatMakesDtcMisbehaveIsAnswered(string name)
    {
        CompilationResult result = DeviceTreeCompiler.Compile(name + ".dts", new Folder(Path.Combine(CasesFolder, "diagnose")), CompilerOptions.Default with { Preprocess = false });
        Assert.Equal(name == "nul", result.Document is null);
    }

    public static TheoryData<string> Blobs() =>
        [.. Directory.GetFiles(CasesFolder, "*.dtb").Select(static path => Path.GetFileNameWithoutExtension(path))];

    [Theory]
    [MemberData(nameof(Blobs))]
    public void ABlobThatIsReadAndWrittenKeepsItsBytes(string name)
    {
        byte[] blob = File.ReadAllBytes(Path.Combine(CasesFolder, name + ".dtb"));
        BlobReadResult result = DeviceTreeBlob.Read(blob);
        Assert.Empty(result.Diagnostics);
        byte[] written = DeviceTreeBlob.Write(result.Document!);

        // A version 16 header and padding are not kept; the tree is.
        if (name is not ("V16" or "Sa" or "p10" or "pa"))
        {
            Assert.Equal(blob, written);
        }

        Assert.Equal(written, DeviceTreeBlob.Write(DeviceTreeBlob.Read(written).Document!));
    }

    private static CompilationResult Compile(string name, string options) => DeviceTreeCompiler.Compile(
        name + ".dts", new Folder(CasesFolder), CompilerOptions.Default with { Preprocess = false, GenerateSymbols = options == "-@" });

    private static BlobOptions BlobOptionsOf(string options) => options switch
    {
        "-S 10" => new() { MinimumSize = 10 },
        "-S 100 -a 64" => new() { MinimumSize = 100, Alignment = 64 },
        "-p 10" => new() { Padding = 10 },
        "-p 100 -a 64" => new() { Padding = 100, Alignment = 64 },
        _ => BlobOptions.Default,
    };

    private sealed class Folder(string path) : ISourceFiles
    {
        public byte[]? TryRead(string name) => File.Exists(Path.Combine(path, name)) ? File.ReadAllBytes(Path.Combine(path, name)) : null;
    }
}

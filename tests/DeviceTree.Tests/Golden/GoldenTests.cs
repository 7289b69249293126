using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Printing;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Tests.Golden;

/// <summary>Small sources with what dtc 1.8.1 made of them.</summary>
public class GoldenTests
{
    private static readonly string CasesFolder = Path.Combine(AppContext.BaseDirectory, "Golden", "dtc-edge");

    /// <summary>Where the results differ on purpose.</summary>
    private static readonly Dictionary<string, string> Differences = new(StringComparer.Ordinal)
    {
        ["chrgreedy"] =
            @"dtc runs from the quote of '\\' on to the next quote of the file; here the literal ends where it looks as if it did",
    };

    public static TheoryData<string, string, int> Cases()
    {
        var cases = new TheoryData<string, string, int>();
        foreach (string line in File.ReadAllLines(Path.Combine(CasesFolder, "cases.tsv")).Where(static line => !line.StartsWith('#')))
        {
            string[] fields = line.Split('\t');
            if (fields[1] != "-a 3" && !Differences.ContainsKey(fields[0]))
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
            Assert.Contains(
                result.Diagnostics,
                static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Span.HasFile);
            return;
        }

        Assert.DoesNotContain(result.Diagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        if (options == "-s")
        {
            DeviceTreeSorting.Sort(result.Document!);
        }

        byte[] expected = File.ReadAllBytes(Path.Combine(CasesFolder, name + ".dtb"));
        Assert.Equal(
            Convert.ToHexStringLower(expected),
            Convert.ToHexStringLower(DeviceTreeBlob.Write(result.Document!, BlobOptionsOf(options))));
    }

    [Theory]
    [InlineData("crash_ep")]
    [InlineData("nul")]
    public void WhatMakesDtcMisbehaveIsAnswered(string name)
    {
        CompilationResult result = DeviceTreeCompiler.Compile(
            name + ".dts",
            new Folder(Path.Combine(CasesFolder, "diagnose")),
            CompilerOptions.Default with { Preprocess = false });
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
        if (name == "V16")
        {
            Assert.Equal(blob, DeviceTreeBlob.Write(result.Document!, new() { Version = 16 }));
        }
        else if (name is not ("Sa" or "p10" or "pa"))
        {
            Assert.Equal(blob, written);
        }

        Assert.Equal(written, DeviceTreeBlob.Write(DeviceTreeBlob.Read(written).Document!));
    }

    [Theory]
    [MemberData(nameof(Blobs))]
    public void TheTextOfABlobIsThatOfDtc(string name)
    {
        DeviceTreeDocument tree = DeviceTreeBlob.Read(File.ReadAllBytes(Path.Combine(CasesFolder, name + ".dtb"))).Document!;
        using var writer = new StringWriter();
        DeviceTreeText.Write(tree, writer, new() { Style = TextStyle.Dtc });
        Assert.Equal(File.ReadAllText(Path.Combine(CasesFolder, name + ".roundtrip.txt")), writer.ToString());
    }

    private static CompilationResult Compile(string name, string options)
    {
        CompilerOptions compilerOptions = new()
        {
            Preprocess = false,
            GenerateSymbols = options == "-@",
            GenerateAliases = options == "-A",
            GenerateLocalFixups = options == "-L",
            PhandleFormat = options switch
            {
                "-H both" => PhandleFormat.Both,
                "-H legacy" => PhandleFormat.Legacy,
                _ => PhandleFormat.Epapr,
            },
        };
        return DeviceTreeCompiler.Compile(name + ".dts", new Folder(CasesFolder), compilerOptions);
    }

    private static BlobOptions BlobOptionsOf(string options) => options switch
    {
        "-V 16" => new() { Version = 16 },
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

using System.Diagnostics;
using System.Text;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Fuzz;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Overlays;
using Partition.DeviceTree.Printing;
using Partition.DeviceTree.Source;
using Partition.DeviceTree.Tests.Assertions;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Tests.Robustness;

/// <summary>Whatever the bytes are: an answer, soon, and no exception.</summary>
[Trait("Speed", "Slow")]
public class BrokenInputTests
{
    private const string Board = """
        #define CELL(x) (x + 1)
        #define JOIN(a, b) a##b
        #if defined(CELL) && 1 > 0
        /dts-v1/; /* comment */
        #endif
        /memreserve/ 0x1000 (1 << 4);
        / {
        	#address-cells = <1>; // cells
        	l1: a = <1 &n (2 ? 3 : 4) CELL(5)>, "s\x41\n", [00 11], &n, /bits/ 16 <'c'>;
        	n: JOIN(n, 1)@2 { /omit-if-no-ref/ o: o { p = <&{/}>; }; };
        };
        #include "board.dts"
        &n { /delete-node/ o; /delete-property/ x; };
        /include/ "other.dtsi"
        /delete-node/ &n;
        """;

    [Fact]
    public void MutatedSourcesAreAnswered()
    {
        var random = new Random(1);
        byte[] board = Encoding.UTF8.GetBytes(Board);
        for (int i = 0; i < 800; i++)
        {
            Answer(Mutation.OfText(board, random, board));
        }
    }

    [Fact]
    public void EveryPrefixOfASourceIsAnswered()
    {
        byte[] board = Encoding.UTF8.GetBytes(Board);
        for (int length = 0; length < board.Length; length++)
        {
            Answer(board[..length]);
        }
    }

    private static readonly Dictionary<string, string> BombSources = new(StringComparer.Ordinal)
    {
        ["open parentheses"] = "/dts-v1/; / { x = <" + new string('(', 100_000),
        ["minus signs"] = "/dts-v1/; / { x = <(" + new string('-', 100_000) + "1)>; };",
        ["open conditionals"] = "/dts-v1/; / { x = <(" + string.Concat(Enumerable.Repeat("1?", 100_000)) + ">; };",
        ["open nodes"] = "/dts-v1/; / {" + string.Concat(Enumerable.Repeat("a {", 100_000)),
        ["nested nodes"] = "/dts-v1/; / {"
            + string.Concat(Enumerable.Repeat("a {", 100_000))
            + string.Concat(Enumerable.Repeat("};", 100_000)),
        ["open calls"] = "#define f(x) x\n" + string.Concat(Enumerable.Repeat("f(", 100_000)),
        ["nested calls"] = "#define f(x) x\n" + string.Concat(Enumerable.Repeat("f(", 20_000)) + new string(')', 20_000),
        ["parentheses of a condition"] = "#if " + new string('(', 100_000) + "\n#endif",
        ["signs of a condition"] = "#if " + new string('!', 100_000) + "1\n#endif",
        ["open conditions"] = string.Concat(Enumerable.Repeat("#if 1\n", 100_000)),
        ["doubling macros"] = string.Concat(Enumerable.Range(1, 40).Select(static i => $"#define M{i} M{i - 1} M{i - 1}\n")) + "M40",
        ["doubling arguments"] = string.Concat(Enumerable.Range(1, 40).Select(static i => $"#define M{i}(x) M{i - 1}(x x)\n"))
            + "#define M0(x) x\nM40(1 2 3)",
        ["doubling pastes"] = "#define J(a, b) a##b\n"
            + string.Concat(Enumerable.Range(1, 40).Select(static i => $"#define M{i}(x) M{i - 1}(J(x, x))\n"))
            + "#define M0(x) x\nM40(aaaa)",
        ["self inclusion"] = "#include \"board.dts\"\n#include \"board.dts\"\n",
        ["self inclusion of the language"] = "/dts-v1/;\n/include/ \"board.dts\"\n/include/ \"board.dts\"\n",
        ["closing braces"] = "/dts-v1/; / { };" + string.Concat(Enumerable.Repeat("}", 100_000)),
        ["unknown labels"] = "/dts-v1/; / {"
            + string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"l{i}: n{i} {{ x = <&m{i}>; }};"))
            + "};",
        ["bytes that belong nowhere"] = new string('\u00ff', 100_000),
        ["open quotes"] = string.Concat(Enumerable.Repeat("\"\n", 50_000)),
        ["open comments"] = string.Concat(Enumerable.Repeat("/* ", 50_000)),
    };

    public static TheoryData<string> Bombs() => [.. BombSources.Keys];

    [Theory]
    [MemberData(nameof(Bombs))]
    public void WhatGrowsWithoutEndIsStopped(string name) => Answer(Encoding.Latin1.GetBytes(BombSources[name]), seconds: 120);

    [Fact]
    public void MutatedBlobsAreAnswered()
    {
        var random = new Random(2);
        byte[] blob = DeviceTreeBlob.Write(new RandomTree(5).Document);
        for (int i = 0; i < 20_000; i++)
        {
            BlobReadResult result = DeviceTreeBlob.Read(Mutation.OfBlob(blob, random));
            Assert.Equal(result.Document is null, result.Diagnostics.Length > 0);
            if (result.Document is not null)
            {
                DeviceTreeText.Write(result.Document, TextWriter.Null);
                DeviceTreeBlob.Write(result.Document);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    public void MutatedBlobsOfOlderVersionsAreAnswered(int version)
    {
        var random = new Random(version);
        byte[] blob = DeviceTreeBlob.Write(new RandomTree(5).Document, new() { Version = version });
        for (int i = 0; i < 4_000; i++)
        {
            BlobReadResult result = DeviceTreeBlob.Read(Mutation.OfBlob(blob, random));
            Assert.Equal(result.Document is null, result.Diagnostics.Length > 0);
            if (result.Document is not null)
            {
                DeviceTreeText.Write(result.Document, TextWriter.Null, new() { Style = TextStyle.Dtc });
                DeviceTreeBlob.Write(result.Document, new() { Version = version });
            }
        }
    }

    [Fact]
    public void MutatedOverlaysAndBasesAreAnswered()
    {
        var random = new Random(3);
        for (int seed = 0; seed < 15; seed++)
        {
            var sources = new Overlays.RandomOverlay(seed);
            byte[] baseBlob = DeviceTreeBlob.Write(DtsSource.Tree(sources.Base, new() { GenerateSymbols = true }));
            byte[] overlayBlob = DeviceTreeBlob.Write(DtsSource.Tree(sources.Overlay, new() { GenerateSymbols = true }));
            for (int i = 0; i < 150; i++)
            {
                bool changesBase = random.Next(3) == 0;
                DeviceTreeDocument? tree = DeviceTreeBlob.Read(changesBase ? Mutation.OfBlob(baseBlob, random) : baseBlob).Document;
                DeviceTreeDocument? overlay = DeviceTreeBlob.Read(
                    changesBase ? overlayBlob : Mutation.OfBlob(overlayBlob, random)).Document;
                if (tree is not null && overlay is not null)
                {
                    AnswerOverlay(tree, overlay);
                }
            }
        }
    }

    [Fact]
    public void ATreeThatIsItsOwnOverlayIsAnswered()
    {
        DeviceTreeDocument tree = DtsSource.Body("""
            f { target-path = "a"; __overlay__ { phandle = <1>; g { }; }; };
            aliases { a = "b"; b = "a"; };
            __symbols__ { f = "/f/__overlay__"; x = "f"; };
            __fixups__ { f = "/__fixups__:f:0", "/__symbols__:f:4"; };
            __local_fixups__ { a = <0>; __local_fixups__ { a = <0>; }; };
            """);
        AnswerOverlay(tree, tree);
    }

    private static void AnswerOverlay(DeviceTreeDocument tree, DeviceTreeDocument overlay)
    {
        byte[] before = DeviceTreeBlob.Write(tree);
        OverlayResult result = OverlayApplication.Apply(tree, overlay);
        Assert.Equal(result.Document is null, result.Diagnostics.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.Equal(before, DeviceTreeBlob.Write(tree));
        if (result.Document is not null)
        {
            DeviceTreeText.Write(result.Document, TextWriter.Null, new() { Style = TextStyle.Dtc });
            Assert.NotNull(DeviceTreeBlob.Read(DeviceTreeBlob.Write(result.Document, new() { Strings = result.Strings })));
        }
    }

    private static void Answer(byte[] source, int seconds = 60)
    {
        var files = new InMemorySourceFiles().Add("board.dts", source).Add("other.dtsi", "/ { other; };");
        foreach (bool preprocess in new[] { true, false })
        {
            var watch = Stopwatch.StartNew();
            CompilationResult result = DeviceTreeCompiler.Compile(
                "board.dts",
                files,
                new() { Preprocess = preprocess, GenerateSymbols = true });
            Assert.True(watch.Elapsed.TotalSeconds < seconds, Encoding.Latin1.GetString(source.AsSpan(0, Math.Min(source.Length, 2000))));
            Assert.Equal(
                result.Document is null,
                result.Diagnostics.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
            if (result.Document is not null)
            {
                DeviceTreeBlob.Read(DeviceTreeBlob.Write(result.Document));
            }
        }
    }
}

using System.Text;
using Partition.DeviceTree.Source;
using Partition.DeviceTree.Tests.Assertions;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Tests.Robustness;

/// <summary>Every limit of the language at one less, at itself, and at one more.</summary>
public class LimitTests
{
    /// <summary>The name of a limit, its value, the code that reports one more, and a source of a size.</summary>
    private static readonly Dictionary<string, (int Limit, string Code, Func<int, CompilationResult> Try)> s_limits = new()
    {
        ["nodes below the root in each other"] = (256, "HV1229", static n => DtsSource.Compile(
            "/dts-v1/; / { " + string.Concat(Enumerable.Repeat("n { ", n)) + string.Concat(Enumerable.Repeat("}; ", n)) + "};")),
        ["parentheses in each other"] = (256, "HV1228", static n => DtsSource.Compile(
            $"/dts-v1/; / {{ a = <{new string('(', n)}1{new string(')', n)}>; }};")),
        ["parentheses of a condition in each other"] = (199, "HV1111", static n => DtsSource.Compile(
            $"#if {new string('(', n)}1{new string(')', n)}\n/dts-v1/; / {{ }};\n#endif\n")),
        ["files that include each other"] = (200, "HV1102", static n => DtsSource.Compile(
            "/dts-v1/;\n#include \"f1\"\n",
            null,
            [.. Enumerable.Range(1, n).Select(i => ($"f{i}", i == n ? "/ { };\n" : $"#include \"f{i + 1}\"\n"))])),
        ["files that /include/ each other"] = (200, "HV1102", static n => DtsSource.Compile(
            "/dts-v1/;\n/include/ \"f1\"\n",
            new() { Preprocess = false },
            [.. Enumerable.Range(1, n).Select(i => ($"f{i}", i == n ? "/ { };\n" : $"/include/ \"f{i + 1}\"\n"))])),
    };

    public static TheoryData<string> Names => [.. s_limits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void IsReachedAndNotPassed(string name)
    {
        (int limit, string code, Func<int, CompilationResult> run) = s_limits[name];
        Assert.Empty(run(limit - 1).Diagnostics);
        Assert.Empty(run(limit).Diagnostics);
        Assert.Contains(code, run(limit + 1).Diagnostics.Select(static diagnostic => diagnostic.Code));
    }

    [Theory]
    [InlineData(999, 999)]
    [InlineData(1000, 1000)]
    [InlineData(1001, 1000)]
    public void AThousandErrorsAreReported(int faults, int reported) => Assert.Equal(
        reported,
        DtsSource.Compile("/dts-v1/; / {\n" + string.Concat(Enumerable.Range(0, faults).Select(static i => $"a{i} = <0x>;\n")) + "};")
            .Diagnostics.Length);

    [Theory]
    [InlineData("#include \"large\"\n", true)]
    [InlineData("/include/ \"large\"\n", false)]
    [InlineData("/ { data = /incbin/(\"large\"); };", true)]
    public void AFileOverTheLimitIsNotRead(string statement, bool preprocess)
    {
        var files = new RecordingFiles("/dts-v1/;\n" + statement, length: 1L << 40);
        CompilationResult result = DeviceTreeCompiler.Compile(DtsSource.Path, files, new() { Preprocess = preprocess });
        Assert.Contains("HV1103", result.Diagnostics.Select(static diagnostic => diagnostic.Code));
        Assert.All(files.Asked, static length => Assert.InRange(length, 1, (256 << 20) + 1));
    }

    [Fact]
    public void OfAVeryLargeFileOnlyThePartIsRead()
    {
        var files = new RecordingFiles("/dts-v1/; / { data = /incbin/(\"large\", 0x300000000, 4); };", length: 1L << 40);
        CompilationResult result = DeviceTreeCompiler.Compile(DtsSource.Path, files, CompilerOptions.Default);
        Assert.Empty(result.Diagnostics);
        Assert.Equal([3, 3, 3, 3], result.Document!.Root.FindProperty("data")!.Value.Bytes.ToArray());
        Assert.Equal([4], files.Asked);
    }

    [Theory]
    [InlineData("0, 3", new byte[] { 1, 2, 3 })]
    [InlineData("1, 2", new byte[] { 2, 3 })]
    [InlineData("1, 3", new byte[] { 2, 3 })]
    [InlineData("2, 0xffffffffffffffff", new byte[] { 3 })]
    [InlineData("3, 1", new byte[0])]
    [InlineData("4, 1", new byte[0])]
    [InlineData("0xffffffffffffffff, 0xffffffffffffffff", new byte[0])]
    [InlineData("0, 0", new byte[0])]
    public void APartThatPassesTheEndIsShorter(string part, byte[] expected)
    {
        ISourceFiles files = new InMemorySourceFiles()
            .Add(DtsSource.Path, $"/dts-v1/; / {{ data = /incbin/(\"f\", {part}); }};")
            .Add("f", [1, 2, 3]);
        CompilationResult result = DeviceTreeCompiler.Compile(DtsSource.Path, files, CompilerOptions.Default);
        Assert.Empty(result.Diagnostics);
        Assert.Equal(expected, result.Document!.Root.FindProperty("data")!.Value.Bytes.ToArray());
    }

    [Fact]
    public void AFileThatCannotBeReadIsReportedWhereItIsIncluded()
    {
        var files = new RecordingFiles("/dts-v1/;\n#include \"broken\"\n/ { };", length: 0);
        Diagnostic fault = Assert.Single(DeviceTreeCompiler.Compile(DtsSource.Path, files, CompilerOptions.Default).Diagnostics);
        Assert.Equal("board.dts(2,10,2,18): error HV1119: 'broken' cannot be read: The disk has an error.", fault.ToString());
    }

    [Fact]
    public void ASourceThatCannotBeReadIsReported() => Assert.Equal(
        ["HV1119"],
        DeviceTreeCompiler.Compile("broken", new RecordingFiles("", 0), CompilerOptions.Default).Diagnostics.Select(static d => d.Code));

    /// <summary>
    /// Inputs of some hundred kilobytes that once took minutes. Linear work takes a second of them at most, on a busy machine ten.
    /// </summary>
    [Theory]
    [MemberData(nameof(LongInputs))]
    [Trait("Speed", "Slow")]
    public void WorkGrowsNoFasterThanTheInput(string name)
    {
        string source = s_longInputs[name]();
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        CompilationResult result = DtsSource.Compile(source, new() { Preprocess = false });
        if (result.Document is { } tree)
        {
            Partition.DeviceTree.Blob.DeviceTreeBlob.Write(tree);
        }

        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 20);
    }

    public static TheoryData<string> LongInputs => [.. s_longInputs.Keys];

    private static readonly Dictionary<string, Func<string>> s_longInputs = new()
    {
        ["bytes without blanks"] = static () => In("x = [" + new string('f', 4_000_000) + "];"),
        ["one property again and again"] = static () => In(Repeat(50_000, static _ => "p;\n")),
        ["many properties"] = static () => In(Repeat(100_000, static i => $"p{i};\n")),
        ["many properties set again"] = static () =>
            In(Repeat(100_000, static i => $"p{i};\n"), Repeat(100_000, static i => $"p{i} = <1>;\n")),
        ["many properties deleted"] = static () =>
            In(Repeat(100_000, static i => $"p{i};\n"), Repeat(100_000, static i => $"/delete-property/ p{i};\n")),
        ["many nodes deleted"] = static () =>
            In(Repeat(40_000, static i => $"n{i} {{ }};\n"), Repeat(40_000, static i => $"/delete-node/ n{i};\n")),
        ["nodes made and deleted in one body"] = static () => In(Repeat(20_000, static i => $"n{i} {{ }}; /delete-node/ n{i};\n")),
        ["one node again and again"] = static () => In(Repeat(20_000, static _ => "n { };\n")),
        ["many labels of one node"] = static () => In(Repeat(50_000, static i => $"l{i}: ") + "n { };"),
        ["many labels that there are not"] = static () => In(Repeat(50_000, static i => $"p{i} = <&l{i}>;\n")),
        ["many faults"] = static () => In(Repeat(50_000, static _ => "%;\n")),
        ["many bad numbers"] = static () => In("p = <" + Repeat(50_000, static _ => "0x ") + ">;"),
        ["many unclosed strings"] = static () => In(Repeat(20_000, static _ => "p = \"\n")),
    };

    private static string In(params string[] bodies) => "/dts-v1/;\n" + string.Concat(bodies.Select(static body => $"/ {{\n{body}\n}};\n"));

    private static string Repeat(int count, Func<int, string> line)
    {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++)
        {
            text.Append(line(i));
        }

        return text.ToString();
    }

    /// <summary>A source, a file of any length whose every byte is its place in 4 GiB, and one that cannot be read.</summary>
    private sealed class RecordingFiles(string source, long length) : ISourceFiles
    {
        public List<int> Asked { get; } = [];

        public byte[]? TryRead(string path) => throw new InvalidOperationException("Only parts are read.");

        public byte[]? TryReadPart(string path, long offset, int count)
        {
            switch (path)
            {
                case DtsSource.Path:
                    return Encoding.UTF8.GetBytes(source);
                case "broken":
                    throw new IOException("The disk has an error.");
                case "large":
                    Asked.Add(count);
                    byte[] bytes = new byte[Math.Min(count, length - offset)];
                    bytes.AsSpan(0, Math.Min(bytes.Length, 1000)).Fill((byte)(offset >> 32));
                    return bytes;
                default:
                    return null;
            }
        }
    }
}

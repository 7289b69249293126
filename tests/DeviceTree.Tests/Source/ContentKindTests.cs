using System.Collections.Immutable;
using System.Text;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Source;
using Partition.DeviceTree.Tests.Assertions;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Tests.Source;

/// <summary>
/// A file that is not a source is reported once, by what it is; a byte order mark of UTF-8 is accepted where gcc accepts it.
/// </summary>
public class ContentKindTests
{
    private const string Text = "/dts-v1/;\n#include \"part\"\n/ { x = <X>; y = &nobody; };\n";
    private const string Source = "/dts-v1/;\n/ { model = \"a board\"; compatible = \"a,board\"; };\n";

    public static TheoryData<string, byte[], string> Kinds => new()
    {
        { "an ELF file", [0x7F, (byte)'E', (byte)'L', (byte)'F', 1, 1, 1, 0], "name the device tree's file" },
        { "UTF-16", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Source)).ToArray(), "Save it as UTF-8." },
        { "UTF-16", Encoding.Unicode.GetBytes(Source), "Save it as UTF-8." },
        { "UTF-16", Encoding.BigEndianUnicode.GetBytes(Source), "Save it as UTF-8." },
        { "UTF-32", [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes(Source)], "Save it as UTF-8." },
        { "a gzip file", [0x1F, 0x8B, 8, 0], "Unpack it first." },
        { "a zip archive", [.. "PK\x03\x04"u8], "Unpack it first." },
        { "a device tree blob", DeviceTreeBlob.Write(DtsSource.Body("")), "'.dtb'" },
        { "a binary file", [.. Enumerable.Range(0, 256).Select(static value => (byte)value)], "Name the file that has the text" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ReportsAFileThatIsNotASourceOnceAndByName(string name, byte[] content, string remedy)
    {
        string message = $"'{DtsSource.Path}' is {name}, not a device tree source.";

        Diagnostic fault = Assert.Single(Compile(new InMemorySourceFiles().Add(DtsSource.Path, content)));

        Assert.Equal("HV1121", fault.Code);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ReportsAnIncludedFileThatIsNotASourceAtItsDirective(string name, byte[] content, string remedy)
    {
        Diagnostic fault = Assert.Single(Compile(new InMemorySourceFiles().Add(DtsSource.Path, Text).Add("part", content)));

        Assert.Equal(new SourceSpan(DtsSource.Path, 2, 10, 2, 16), fault.Span);
        Assert.StartsWith($"'part' is {name}, not a device tree source.", fault.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Message, StringComparison.Ordinal);
        Assert.Equal(
            "HV1121",
            Assert.Single(Compile(new InMemorySourceFiles()
                .Add(DtsSource.Path, "/dts-v1/;\n/include/ \"part\"\n/ { y = &nobody; };\n")
                .Add("part", content))).Code);
    }

    [Fact]
    public void StrayControlCharactersLeaveAFileASource() => Assert.Equal(
        ["HV1217", "HV1217", "HV1217"],
        Compile(new InMemorySourceFiles().Add(DtsSource.Path, Source + "\0 \u0001 \u0002 ")).Select(static fault => fault.Code));

    [Fact]
    public void TextOfOtherEncodingsOfOneByteIsASource() => Assert.Empty(Compile(
        new InMemorySourceFiles().Add(DtsSource.Path, Encoding.Latin1.GetBytes("/* äöüßéèàÄÖÜ */" + Source))));

    [Theory]
    [InlineData("#include")]
    [InlineData("/include/")]
    public void AcceptsAByteOrderMarkAtTheStartOfEveryFile(string include)
    {
        var files = new InMemorySourceFiles()
            .Add(DtsSource.Path, $"\uFEFF#include \"a.h\"\n/dts-v1/;\n{include} \"a.dtsi\"\n/ {{ x = <A>; }};\n")
            .Add("a.h", "\uFEFF#define A 1\n")
            .Add("a.dtsi", "\uFEFF/ { y; };\n");

        Assert.Empty(Compile(files));
    }

    [Theory]
    [InlineData("\uFEFF/dts-v1/;\n/ { };\n", "/ { };", DtsSource.Path)]
    [InlineData("/dts-v1/;\n/include/ \"a.dtsi\"\n", "\uFEFF/ { };", "a.dtsi")]
    public void ReportsAByteOrderMarkInEachFileThatIsNotPreprocessed(string source, string included, string path)
    {
        var files = new InMemorySourceFiles().Add(DtsSource.Path, source).Add("a.dtsi", included);

        Diagnostic fault = Assert.Single(Compile(files, CompilerOptions.Default with { Preprocess = false }));

        Assert.Equal(("HV1218", path), (fault.Code, fault.Span.Path));
    }

    [Theory]
    [InlineData("f\u007fELF",
        "HV1301: This is not a device tree blob: it begins with 0x667f454c, not with 0xd00dfeed. "
        + "Name the blob, whose ending is '.dtb'.")]
    [InlineData("\u007fELF\u0001",
        "HV1301: This is an ELF file, not a device tree blob. "
        + "An ELF file is a program or a kernel: name the device tree's file.")]
    [InlineData(Source,
        "HV1301: This is text, not a device tree blob. "
        + "Give the name of a source the ending '.dts', so that it is compiled.")]
    public void SaysWhatAFileIsThatWasGivenAsABlob(string content, string expected)
    {
        Diagnostic fault = Assert.Single(DeviceTreeBlob.Read(Encoding.ASCII.GetBytes(content)).Diagnostics);

        Assert.Equal(expected, $"{fault.Code}: {fault.Message}");
    }

    private static ImmutableArray<Diagnostic> Compile(InMemorySourceFiles files, CompilerOptions? options = null) =>
        DeviceTreeCompiler.Compile(DtsSource.Path, files, options ?? CompilerOptions.Default).Diagnostics;
}

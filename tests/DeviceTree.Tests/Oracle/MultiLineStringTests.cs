using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Source;
using Partition.Tests;

namespace Partition.DeviceTree.Tests.Oracle;

/// <summary>Strings that go on over lines, which only the device tree language has: the bytes are those of gcc and dtc.</summary>
public class MultiLineStringTests
{
    [ToolTheory("gcc", "dtc")]
    [InlineData("a = \"one\n\t\t\ttwo  three\";")]
    [InlineData("a = \"one   \n two   \n\n\n  /* c */ three // d\n\tfour\", \"x  y\",\n \"z  z\";")]
    [InlineData("a = \"one\n A  B(1,  2)  A\n\t A,\n\\\" A\n\";\n b = \"p  q\";")]
    [InlineData("a = \"one\n#define C  3\n C\n#ifdef NONE\nno\n#endif\nlast\", \"A\";")]
    [InlineData("a = \"one\n two \\\n three\n  four\";")]
    [InlineData("a = \"it's\n one's  two\"; b = <'\"'>; c = \"x\n  y  \";")]
    public void TheBytesAreThoseOfGccAndDtc(string body)
    {
        string source = $"#define A 1\n#define B(x, y) x  y\n/dts-v1/;\n/ {{\n{body}\n}};\n";
        using var tool = new Tool();
        byte[] text = tool.Run("gcc", "-E", "-nostdinc", "-undef", "-D__DTS__", "-x", "assembler-with-cpp", tool.Write("a.dts", source))!;
        byte[]? expected = tool.Run("dtc", "-q", tool.Write("b.dts", text));

        var files = new InMemorySourceFiles().Add("a.dts", source);
        CompilationResult result = DeviceTreeCompiler.Compile("a.dts", files, CompilerOptions.Default);
        Assert.NotNull(expected);
        Assert.Equal(Convert.ToHexStringLower(expected), Convert.ToHexStringLower(DeviceTreeBlob.Write(result.Document!)));

        byte[] own = DeviceTreeCompiler.Preprocess("a.dts", files, CompilerOptions.Default).Text!;
        Assert.Equal(expected, tool.Run("dtc", "-q", tool.Write("c.dts", own)));
    }
}

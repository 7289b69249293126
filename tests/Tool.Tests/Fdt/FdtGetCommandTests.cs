using Partition.Tests;
using Partition.Tool.Tests.Support;
using NativeTool = Partition.Tests.Tool;

namespace Partition.Tool.Tests.Fdt;

public sealed class FdtGetCommandTests : IDisposable
{
    private readonly Workspace _work = new();
    private readonly string _blob;

    public FdtGetCommandTests()
    {
        byte[] blob = Workspace.RunWithInput("""
            /dts-v1/;
            / { big = <0xffffffff 255>; by = [ff 80 7f]; two = "a", "b"; odd = ""; flag; n { k; m { }; }; };
            """u8.ToArray(), "dtc").Bytes;
        _blob = _work.Write("board.dtb", blob);
    }

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("-1 255", "big")]
    [InlineData("4294967295 255", "big", "-t", "u")]
    [InlineData("ffffffff ff", "big", "-tx")]
    [InlineData("ff ff ff ff 0 0 0 ff", "big", "-t", "bx")]
    [InlineData("65535 65535 0 255", "big", "-t", "hi")]
    [InlineData("255 128 127", "by")]
    [InlineData("a b", "two")]
    [InlineData("61006200", "two", "-t", "x")]
    [InlineData("0", "odd")]
    [InlineData("", "odd", "-t", "s")]
    [InlineData("", "flag")]
    [InlineData("none", "missing", "-d", "none")]
    public void AValueIsShownAsFdtgetShowsIt(string expected, string property, params string[] options)
    {
        Outcome outcome = Workspace.Run(["fdtget", .. options, _blob, "/", property]);

        Assert.Equal((0, expected + "\n", ""), (outcome.ExitCode, outcome.Output, outcome.Error));
    }

    [ToolTheory("fdtget")]
    [InlineData("/uart", "reg")]
    [InlineData("/uart@2000", "reg")]
    [InlineData("serial", "reg")]
    [InlineData("serial/port", "id")]
    [InlineData("bad", "reg")]
    [InlineData("nobody", "reg")]
    [InlineData("/uart@3000", "reg")]
    public void ANodeIsFoundAsFdtgetFindsIt(string node, string property)
    {
        string blob = _work.Write("places.dtb", Workspace.RunWithInput("""
            /dts-v1/;
            / { aliases { serial = "/uart@2000"; bad = "uart"; }; uart@1000 { reg = <1>; }; uart@2000 { reg = <2>; port { id = <3>; }; }; };
            """u8.ToArray(), "dtc").Bytes);
        ToolResult other = NativeTool.Run("fdtget", Path.GetTempPath(), blob, node, property);

        Outcome outcome = Workspace.Run("fdtget", blob, node, property);

        Assert.Equal((other.ExitCode, other.Text), (outcome.ExitCode, outcome.Output));
    }

    [Fact]
    public void NamesAreListed()
    {
        Assert.Equal("big\nby\ntwo\nodd\nflag\nk\n", Workspace.Run("fdtget", "-p", _blob, "/", "/n").Output);
        Assert.Equal("n\nm\n", Workspace.Run("fdtget", "-l", _blob, "/", "/n", "/n/m").Output);
    }

    [Theory]
    [InlineData("There is no property 'missing' of '/' that could be shown so.", "/", "missing")]
    [InlineData("There is no node '/none'.", "-p", "/none")]
    public void ReportsMissingNodesAndProperties(string expected, params string[] arguments)
    {
        string[] options = [.. arguments.Where(static argument => argument.StartsWith('-'))];

        Outcome outcome = Workspace.Run(["fdtget", .. options, _blob, .. arguments[options.Length..]]);

        Assert.Equal((1, $"{_blob}: error: {expected}\n"), (outcome.ExitCode, outcome.Error));
    }

    [Fact]
    public void TheDumpHasTheHeaderAndTheTree()
    {
        byte[] blob = _work.Read("board.dtb");
        _work.Write("loader.bin", [1, 2, 3, 0xd0, 0x0d, 0xfe, 0xed, .. blob]);

        Outcome dump = Workspace.Run("fdtdump", _blob);
        Outcome scan = Workspace.Run("fdtdump", "-s", _work.PathOf("loader.bin"));

        Assert.StartsWith(
            $"/dts-v1/;\n// magic:\t\t0xd00dfeed\n// totalsize:\t\t0x{blob.Length:x} ({blob.Length})\n",
            dump.Output,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "    two = \"a\", \"b\";\n    odd = [00];\n    flag;\n    n {\n        k;\n        m {\n        };\n    };\n};\n",
            dump.Output,
            StringComparison.Ordinal);
        Assert.Equal($"{_work.PathOf("loader.bin")}: found fdt at offset 0x7\n{dump.Output}", scan.Output);
        Assert.Equal(1, Workspace.Run("fdtdump", _work.PathOf("loader.bin")).ExitCode);
    }

    [Fact]
    public void RawValuesAreTheirBytes()
    {
        string blob = _work.Write("raw.dtb", Workspace.RunWithInput("/dts-v1/; / { a = [00 ff 0a]; e; };"u8.ToArray(), "dtc").Bytes);

        Assert.Equal([0x00, 0xff, 0x0a, (byte)'\n'], Workspace.Run("fdtget", "-t", "r", blob, "/", "a").Succeeded().Bytes);
        Assert.Equal("\n"u8.ToArray(), Workspace.Run("fdtget", "-t", "r", blob, "/", "e").Succeeded().Bytes);
    }
}

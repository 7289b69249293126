using System.Text;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Printing;
using Partition.DeviceTree.Source;
using Partition.DeviceTree.Tests.Assertions;
using Partition.DeviceTree.Tests.Printing;
using Partition.DeviceTree.Tests.Robustness;

namespace Partition.DeviceTree.Tests.Oracle;

/// <summary>The installed dtc, and gcc as its preprocessor, make the same bytes.</summary>
public class DtcTests
{
    private const string Mixed = """mixed = l1: <1 l2: 2 l3:> l4:, l5: "s" l6:, [l7: 00 11l8:22], /bits/ 8 <1 2 'c'>, """
        + "/bits/ 16 <0xffff>, /bits/ 64 <0x123456789abcdef0>;";

    private const string Expressions = "expressions = <(1 + 2 * 3) (1 ? 2 : 3) (0xff & ~0xf) (5 > 3 && 2 <= 2) (1 << 31) (-1) (7 % 4) "
        + "(!0) (3 ^ 1) (8 >> 2) (1 || 0) (4 != 4)>;";

    /// <summary>A source that has everything the language has.</summary>
    private const string Everything = $$"""
        /dts-v1/;
        l0: /memreserve/ 0x10000000 (1 << 12);
        /memreserve/ 0x20000000 0x4000;
        / {
        	#address-cells = <1>;
        	compatible = "acme,board", "acme,base";
        	empty; \if = <1>;
        	{{Mixed}}
        	{{Expressions}}
        	escapes = "\a\b\t\n\v\f\r\\\"\x41\101\0end";
        	forward = <&uart0 &{/soc/uart@9000} 5 &clk>, &uart0, &{/soc};
        	removed; replaced = <1>;
        	soc: soc {
        		uart0: u0: uart@9000 { reg = <0x9000 0x1000>; name = "uart"; };
        		/omit-if-no-ref/ unused: unused { inner: inner { }; };
        		/omit-if-no-ref/ used: used { };
        		gone { a; };
        	};
        	clk: clk { phandle = <2>; ref = <&used>; };
        	self: self { phandle = <&self>; };
        	cpus { cpu@3 { reg = <3>; }; };
        };
        / { /delete-property/ removed; added; replaced = "new"; soc { /delete-node/ gone; late { }; gone { b; }; }; };
        more: &uart0 { status = "okay"; child { up = <&soc>; }; };
        &{/soc} { x; };
        / { temporary: temporary { }; };
        /delete-node/ &temporary;
        """;

    private const string Overlay = """
        /dts-v1/;
        /plugin/;
        &uart0 { status = "okay"; clocks = <&clk 1>, <&local>; local: local { again = <&clk &local>; }; };
        &{/soc} { y = <&clk>; };
        / { fragment@9 { target-path = "/"; __overlay__ { z = <&uart0>; }; }; };
        """;

    private const string Preprocessed = """
        #ifndef GUARD
        #define GUARD
        #include "inc/defs.h" // the definitions
        /dts-v1/;
        / {
        #address-cells = <CELLS>;
        	dash-CELLS = <CELLS>; /* a name of two tokens */
        	linux,code = <KEY(3)>;
        #if defined(GUARD) && VERSION >= 0x10 && !defined(OTHER)
        	version = STRING(VERSION) , __FILE__;
        #elif 1
        	wrong;
        #else
        	also wrong;
        #endif
        	NODE(uart, 9000) { reg = <REG(0x9000,
        		0x1000)>; };
        	n@ADDR { nested = <PICK(PICK(1, 2), ADD(3, ADD(4, 5)))>; l = <__LINE__>;
        	g = <INDIRECT(4)>; bytes = [BYTES 00];
        	late\
        r = "joined\
         line // no comment";
        }; };
        #endif
        """;

    private const string Definitions = """
        #pragma once
        #define CELLS 1
        #define KEY(n) (0x100 + (n))
        #define VERSION 0x12
        #define STRING_(x) #x
        #define STRING(x) STRING_(x)
        #define CAT(a, b) a##b
        #define NODE(name, address) CAT(name, _): name@address
        #define ADDR 1000
        #define REG(a, s) a s
        #define ADD(a, b) (a + b) /* two
           lines */
        #define PICK(a, b) b a
        #define CALL(x) (x * 2)
        #define INDIRECT CALL
        #define BYTES 11 22
        """;

    [ToolFact("dtc")]
    public void AnythingTheLanguageHasGivesTheSameBytes() => AssertSame(Everything, symbols: false);

    [ToolFact("dtc")]
    public void SymbolsGiveTheSameBytes() => AssertSame(Everything, symbols: true);

    [ToolFact("dtc")]
    public void OverlaysGiveTheSameBytes()
    {
        AssertSame(Overlay, symbols: false);
        AssertSame(Overlay, symbols: true);
    }

    [ToolFact("dtc", "gcc")]
    public void PreprocessedSourcesGiveTheSameBytes()
    {
        using var tool = new Tool();
        tool.Write("inc/defs.h", Definitions);
        tool.Write(DtsSource.Path, Preprocessed);
        byte[]? preprocessed = tool.Run("gcc", "-E", "-nostdinc", "-undef", "-D__DTS__", "-x", "assembler-with-cpp", DtsSource.Path);
        Assert.NotNull(preprocessed);
        byte[]? expected = tool.Run("dtc", "-q", "-O", "dtb", tool.Write("pre.dts", preprocessed));
        Assert.NotNull(expected);
        DeviceTreeDocument tree = DtsSource.Tree(Preprocessed, null, ("inc/defs.h", Definitions));
        Assert.Equal(Convert.ToHexStringLower(expected), Convert.ToHexStringLower(DeviceTreeBlob.Write(tree)));
    }

    [ToolFact("dtc")]
    public void TheTextOfATreeGivesTheBytesOfTheTree()
    {
        using var tool = new Tool();
        foreach (bool symbols in new[] { false, true })
        {
            foreach (string source in new[] { Everything, Overlay })
            {
                DeviceTreeDocument tree = DtsSource.Tree(source, new() { GenerateSymbols = symbols });
                AssertTextGivesBytes(tool, tree);
                AssertTextGivesBytes(tool, DeviceTreeBlob.Read(DeviceTreeBlob.Write(tree)).Document!);
            }
        }
    }

    [ToolFact("dtc")]
    public void RandomTreesWrittenAsTextGiveTheirBytes()
    {
        using var tool = new Tool();
        for (int seed = 0; seed < 20; seed++)
        {
            AssertTextGivesBytes(tool, new RandomTree(seed).Document);
        }
    }

    [ToolFact("dtc")]
    public void RoomToSpareIsThatOfDtc()
    {
        using var tool = new Tool();
        tool.Write(DtsSource.Path, Everything);
        byte[]? expected = tool.Run("dtc", "-q", "-O", "dtb", "-R", "3", "-S", "8192", "-a", "1024", "-b", "7", DtsSource.Path);
        var options = new BlobOptions { ReserveEntries = 3, MinimumSize = 8192, Alignment = 1024, BootCpuId = 7 };
        Assert.Equal(expected, DeviceTreeBlob.Write(DtsSource.Tree(Everything), options));
    }

    [ToolFact("dtc")]
    public void EachVersionHasTheBytesOfDtc()
    {
        using var tool = new Tool();
        tool.Write(DtsSource.Path, Everything);
        foreach (int version in new[] { 1, 2, 3, 16, 17 })
        {
            byte[]? expected = tool.Run("dtc", "-q", "-O", "dtb", "-V", version.ToString(null, null), DtsSource.Path);
            Assert.NotNull(expected);
            byte[] written = DeviceTreeBlob.Write(DtsSource.Tree(Everything), new() { Version = version });
            Assert.Equal(Convert.ToHexStringLower(expected), Convert.ToHexStringLower(written));

            // Read again, both give the same tree.
            tool.Write("old.dtb", expected);
            byte[]? again = tool.Run("dtc", "-q", "-I", "dtb", "-O", "dtb", "old.dtb");
            Assert.Equal(again, DeviceTreeBlob.Write(DeviceTreeBlob.Read(expected).Document!));
        }
    }

    [ToolFact("dtc")]
    public void OptionsOfTheTreeGiveTheBytesOfDtc()
    {
        AssertSame(Everything, new() { PhandleFormat = PhandleFormat.Both }, "-H", "both");
        AssertSame(Everything, new() { PhandleFormat = PhandleFormat.Legacy }, "-H", "legacy");
        AssertSame(Everything, new() { GenerateAliases = true }, "-A");
        AssertSame(Everything, new() { GenerateAliases = true, GenerateSymbols = true }, "-A", "-@");
        AssertSame(Everything, new(), "-s");
        AssertSame(Overlay, new() { GenerateSymbols = true }, "-@", "-s");
    }

    /// <summary>Where dtc 1.6.1 and 1.8.1 print the same.</summary>
    [ToolFact("dtc")]
    public void TheTextIsThatOfDtc()
    {
        using var tool = new Tool();
        const string Typed = """
            /dts-v1/;
            l0: /memreserve/ 0x10000000 0x1000;
            / {
            	flag; one = <1>; three = <1 2 0xabcdef01>; s = "a\tb\"\\\n"; list = "a", "b", "";
            	bytes = [00 11 ff]; wide = /bits/ 64 <1 2>; half = /bits/ 16 <1 2>; eight = /bits/ 8 <1 2>;
            	parts = <1>, "x", [01], <2 3>;
            	l1: n@1 { reg = <1>; l2: l3: m { }; o { p; }; };
            };
            """;
        tool.Write(DtsSource.Path, Typed);
        AssertText(tool.Run("dtc", "-q", "-I", "dts", "-O", "dts", DtsSource.Path), DtsSource.Tree(Typed));
        tool.Write("tree.dtb", DeviceTreeBlob.Write(DtsSource.Tree(Body)));
        AssertText(
            tool.Run("dtc", "-q", "-I", "dtb", "-O", "dts", "tree.dtb"),
            DeviceTreeBlob.Read(DeviceTreeBlob.Write(DtsSource.Tree(Body))).Document!);
    }

    private const string Body = "/dts-v1/; /memreserve/ 1 2; / { a; b = <1 2>; c = \"text\"; d = [01 02 03]; n { m { x = \"\"; }; }; };";

    private static void AssertText(byte[]? expected, DeviceTreeDocument tree)
    {
        Assert.NotNull(expected);
        using var writer = new StringWriter();
        DeviceTreeText.Write(tree, writer, new() { Style = TextStyle.Dtc });
        Assert.Equal(Encoding.ASCII.GetString(expected), writer.ToString());
    }

    private static void AssertSame(string source, CompilerOptions options, params string[] arguments)
    {
        using var tool = new Tool();
        tool.Write(DtsSource.Path, source);
        byte[]? expected = tool.Run("dtc", ["-q", .. arguments, "-O", "dtb", DtsSource.Path]);
        Assert.NotNull(expected);
        DeviceTreeDocument tree = DeviceTreeCompiler.Compile(
            DtsSource.Path, new InMemorySourceFiles().Add(DtsSource.Path, source), options with { Preprocess = false }).Document!;
        if (arguments.Contains("-s"))
        {
            DeviceTreeSorting.Sort(tree);
        }

        Assert.Equal(Convert.ToHexStringLower(expected), Convert.ToHexStringLower(DeviceTreeBlob.Write(tree)));
    }

    private static void AssertSame(string source, bool symbols)
    {
        using var tool = new Tool();
        tool.Write(DtsSource.Path, source);
        byte[]? expected = tool.Run("dtc", ["-q", .. symbols ? ["-@"] : Array.Empty<string>(), "-O", "dtb", DtsSource.Path]);
        Assert.NotNull(expected);
        DeviceTreeDocument tree = DtsSource.Tree(source, new() { Preprocess = false, GenerateSymbols = symbols });
        Assert.Equal(Convert.ToHexStringLower(expected), Convert.ToHexStringLower(DeviceTreeBlob.Write(tree)));
    }

    private static void AssertTextGivesBytes(Tool tool, DeviceTreeDocument tree)
    {
        string text = DeviceTreeTextTests.TextOf(tree);
        tool.Write("tree.dts", Encoding.ASCII.GetBytes(text));
        byte[]? expected = tool.Run("dtc", "-q", "-O", "dtb", "-b", tree.BootCpuId.ToString(null, null), "tree.dts");
        Assert.NotNull(expected);
        Assert.Equal(Convert.ToHexStringLower(expected), Convert.ToHexStringLower(DeviceTreeBlob.Write(tree)));
    }
}

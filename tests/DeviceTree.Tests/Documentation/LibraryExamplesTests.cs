using System.Collections.Immutable;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.DeviceTree.Overlays;
using Partition.DeviceTree.Printing;
using Partition.DeviceTree.Source;
using Partition.DeviceTree.Tests.Assertions;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Tests.Documentation;

/// <summary>The examples of docs/devicetree-library.md, word by word.</summary>
public class LibraryExamplesTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Documentation");

    [Fact]
    public void ASourceIsCompiled()
    {
        var files = new InMemorySourceFiles().Add("board.dts", """
            /dts-v1/;
            / { soc { uart0: serial@9000 { status = "disabled"; }; }; };
            """);
        CompilationResult result = DeviceTreeCompiler.Compile("board.dts", files, new() { GenerateSymbols = true });
        foreach (Diagnostic diagnostic in result.Diagnostics)
        {
            Log(diagnostic.ToString());
        }

        byte[] dtb = DeviceTreeBlob.Write(result.Document!);
        Assert.NotNull(DeviceTreeBlob.Read(dtb).Document!.FindByPath("/soc/serial@9000"));
    }

    [Fact]
    public void ATreeIsEditedAndPrinted()
    {
        var tree = new DeviceTreeDocument(new DeviceTreeNode(""));
        DeviceTreeNode chosen = tree.Root.AddChild(new("chosen"));
        chosen.SetProperty("bootargs", PropertyValue.FromStrings("console=ttyS0"));
        chosen.SetProperty("linux,initrd-start", PropertyValue.FromU64(0x4800_0000));
        using var writer = new StringWriter();
        DeviceTreeText.Write(tree, writer, new() { Style = TextStyle.Dtc });
        Assert.Contains("bootargs = \"console=ttyS0\";", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AddressesAndInterruptsAreRead()
    {
        DeviceTreeDocument tree = Compile("""
            /dts-v1/;
            / {
                #address-cells = <2>;
                interrupt-parent = <&gic>;
                gic: gic { interrupt-controller; #interrupt-cells = <3>; };
                serial@9000 { reg = <0 0x9000 0x1000>; interrupts = <0 37 4>; };
            };
            """);
        DeviceTreeNode uart = tree.FindByPath("/serial@9000")!;
        if (uart.TryReadReg(out ImmutableArray<RegEntry> reg))
        {
            Log($"{reg.Length} window(s), the first at 0x{reg[0].Address:x}");
        }

        if (uart.TryReadInterrupts(out ImmutableArray<NodeSpecifier> interrupts))
        {
            Log($"interrupt {interrupts[0].Cells[1]} of {interrupts[0].Provider.Path}");
        }

        Assert.Equal(["1 window(s), the first at 0x9000", "interrupt 37 of /gic"], _log);
    }

    [Fact]
    public void ReferencesAreFollowed()
    {
        DeviceTreeDocument tree = Compile("""
            /dts-v1/;
            / {
                clk: clock { #clock-cells = <1>; };
                osc: oscillator { #clock-cells = <0>; };
                serial { clocks = <&clk 1>, <&osc>; };
            };
            """);
        tree.FindByPath("/serial")!.TryReadSpecifiers("clocks", "#clock-cells", out ImmutableArray<NodeSpecifier?> clocks);
        foreach (NodeSpecifier clock in clocks.OfType<NodeSpecifier>())
        {
            Log($"{clock.Provider.Path} {string.Join(' ', clock.Cells)}");
        }

        Assert.Equal(["/clock 1", "/oscillator "], _log);
    }

    [Fact]
    public void AnOverlayIsCheckedAndApplied()
    {
        DeviceTreeDocument board = Compile("/dts-v1/; / { uart0: serial { status = \"disabled\"; }; };");
        DeviceTreeDocument overlay = Compile("/dts-v1/; /plugin/; &uart0 { status = \"okay\"; };");
        OverlayResult result = OverlayApplication.Apply(board, overlay);
        foreach (Diagnostic diagnostic in result.Diagnostics)
        {
            Log(diagnostic.ToString());
        }

        byte[] dtb = DeviceTreeBlob.Write(result.Document!, new() { Strings = result.Strings });
        Assert.Equal(
            "okay",
            DeviceTreeBlob.Read(dtb).Document!.FindByPath("/serial")!.FindProperty("status")!.Value.TryReadString(out string status)
                ? status
                : "");
    }

    [Fact]
    public void ThePageShowsTheseExamples()
    {
        string[] code = [.. Lines(File.ReadAllText(Path.Combine(Folder, "LibraryExamplesTests.cs")))];
        string[] blocks = [.. File.ReadAllText(Path.Combine(Folder, "devicetree-library.md")).Split("```csharp").Skip(1)];
        Assert.Equal(5, blocks.Length);
        foreach (string block in blocks)
        {
            Assert.Contains(string.Join('\n', Lines(block.Split("```")[0])), string.Join('\n', code), StringComparison.Ordinal);
        }
    }

    private readonly List<string> _log = [];

    private void Log(string line) => _log.Add(line);

    private static DeviceTreeDocument Compile(string source) => DtsSource.Tree(source, new() { GenerateSymbols = true });

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0);
}

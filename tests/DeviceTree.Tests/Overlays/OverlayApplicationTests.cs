using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Overlays;
using Partition.DeviceTree.Printing;
using Partition.DeviceTree.Tests.Assertions;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Overlays;

public class OverlayApplicationTests
{
    private const string Base = "/dts-v1/; / { soc: soc { uart: uart@9000 { status = \"off\"; }; bus { }; }; clk: clk { }; };";

    internal static CompilerOptions WithSymbols { get; } = new() { GenerateSymbols = true };

    /// <summary>Applies overlay sources to a base source, one after the other.</summary>
    internal static OverlayResult Apply(string baseSource, params string[] overlays)
    {
        DeviceTreeDocument tree = Tree(baseSource, WithSymbols);
        OverlayResult result = new(tree, []);
        foreach (string overlay in overlays)
        {
            result = OverlayApplication.Apply(result.Document!, Tree(overlay, WithSymbols));
        }

        return result;
    }

    private static string Text(OverlayResult result)
    {
        Assert.Empty(result.Diagnostics.Select(static diagnostic => diagnostic.ToString()));
        using var writer = new StringWriter();
        DeviceTreeText.Write(result.Document!, writer);
        return writer.ToString();
    }

    [Fact]
    public void NewPropertiesAndNodesComeFirstAndOldOnesStay()
    {
        OverlayResult result = Apply(
            Base,
            "/dts-v1/; /plugin/; &uart { status = \"okay\"; clocks = <&clk 1>; up = <&l>; l: x { y = <&l>; }; z { }; };");
        DeviceTreeNode uart = result.Document!.FindByPath("/soc/uart@9000")!;
        Assert.Equal(["up", "clocks", "status", "phandle"], uart.Properties.Select(static property => property.Name));
        Assert.Equal(["z", "x"], uart.Children.Select(static child => child.Name));
        Assert.Contains("up = <&l>;", Text(result), StringComparison.Ordinal);
        Assert.Contains("clocks = <&clk 0x01>;", Text(result), StringComparison.Ordinal);
    }

    [Fact]
    public void NodesThatBothTreesLabelKeepThePhandleOfTheBase()
    {
        OverlayResult result = Apply(Base, "/dts-v1/; /plugin/; &soc { user = <&mine>; mine: uart@9000 { }; };");
        DeviceTreeNode soc = result.Document!.FindByPath("/soc")!;
        Assert.Equal(2u, result.Document.FindByPath("/soc/uart@9000")!.Phandle);
        Assert.True(soc.FindProperty("user")!.Value.TryReadCell(out uint phandle));
        DeviceTreeNode user = result.Document!.FindByPhandle(phandle)!;
        Assert.Equal("uart@9000", user.Name);
    }

    [Fact]
    public void LabelsOfTheOverlayCanBeUsedByTheNext()
    {
        OverlayResult result = Apply(
            Base,
            "/dts-v1/; /plugin/; &uart { port: port { }; };",
            "/dts-v1/; /plugin/; &port { speed = <9600>; };");
        Assert.NotNull(result.Document!.FindByPath("/soc/uart@9000/port")!.FindProperty("speed"));
        Assert.Equal("/soc/uart@9000/port", result.Document.FindByLabel("port")!.Path);
    }

    [Fact]
    public void TheTreesThatAreGivenStayAsTheyAre()
    {
        DeviceTreeDocument tree = Tree(Base, WithSymbols);
        DeviceTreeDocument overlay = Tree("/dts-v1/; /plugin/; &uart { x: x { y = <&x &clk>; }; };");
        (byte[] treeBytes, byte[] overlayBytes) = (DeviceTreeBlob.Write(tree), DeviceTreeBlob.Write(overlay));
        Assert.NotNull(OverlayApplication.Apply(tree, overlay).Document);
        Assert.Equal(treeBytes, DeviceTreeBlob.Write(tree));
        Assert.Equal(overlayBytes, DeviceTreeBlob.Write(overlay));
    }

    [Fact]
    public void AnOverlayDeeperThanTheStackIsApplied()
    {
        var root = new DeviceTreeNode("");
        DeviceTreeNode fragment = root.AddChild(new("f"));
        fragment.SetProperty("target-path", PropertyValue.FromStrings("/"));
        DeviceTreeNode node = fragment.AddChild(new("__overlay__"));
        for (int i = 0; i < 5_000; i++)
        {
            node = node.AddChild(new("n"));
        }

        Assert.Empty(OverlayApplication.Apply(new(new("")), new(root)).Diagnostics);
    }

    /// <summary>libfdt refuses this overlay: the phandle of the body takes the place of that of its target.</summary>
    [Fact]
    public void AFragmentMayExtendANodeOfAnotherFragment()
    {
        DeviceTreeDocument result = OverlayApplication.Apply(
            Tree("/dts-v1/; / { soc: soc { }; };", new() { GenerateSymbols = true }),
            Tree(
                "/dts-v1/; /plugin/; / { fragment@0 { target = <&soc>; __overlay__ { panel: panel { }; user { p = <&panel>; }; }; };"
                + " fragment@1 { target = <&panel>; all: __overlay__ { q = <&all>; port { inner: endpoint { }; }; }; }; };",
                new() { GenerateSymbols = true })).Document!;

        DeviceTreeNode soc = result.Root.FindChild("soc")!;
        DeviceTreeNode panel = soc.FindChild("panel")!;
        Assert.Equal(Hex(panel.FindProperty("phandle")!.Value), Hex(panel.FindProperty("q")!.Value));
        Assert.Equal(Hex(panel.FindProperty("phandle")!.Value), Hex(soc.FindChild("user")!.FindProperty("p")!.Value));
        Assert.True(result.Root.FindChild("__symbols__")!.FindProperty("inner")!.Value.TryReadString(out string path));
        Assert.Equal("/soc/panel/port/endpoint", path);
    }
}

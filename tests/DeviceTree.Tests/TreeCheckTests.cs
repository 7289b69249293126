using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Tests.Assertions;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests;

/// <summary>Trees that have no source.</summary>
public class TreeCheckTests
{
    [Fact]
    public void ABlobIsWhatItWasBehindItsChecks()
    {
        DeviceTreeDocument tree = Tree(
            "/dts-v1/; /memreserve/ 1 2; / { a = <&n>; cpus { cpu-map { }; cpu@3 { reg = <3>; }; }; n: n { }; };",
            new() { GenerateSymbols = true });
        byte[] blob = DeviceTreeBlob.Write(tree, new() { BootCpuId = 7 });

        CompilationResult result = DeviceTreeCompiler.Check(DeviceTreeBlob.Read(blob).Document!, CompilerOptions.Default);

        Assert.Empty(result.Diagnostics);
        Assert.Equal(blob, DeviceTreeBlob.Write(result.Document!));
    }

    [Fact]
    public void FaultsThatASourceWouldHaveAreFoundInATreeWithoutOne()
    {
        var root = new DeviceTreeNode("");
        root.AddChild(new("a!"));
        root.AddChild(new("b")).SetProperty("phandle", PropertyValue.FromCells(4));
        root.AddChild(new("c")).SetProperty("phandle", PropertyValue.FromCells(4));

        CompilationResult result = DeviceTreeCompiler.Check(new(root), CompilerOptions.Default);

        Assert.Null(result.Document);
        Assert.Equal(
            ["node_name_chars /a!", "explicit_phandles /c"],
            result.Diagnostics.Select(static diagnostic => $"{diagnostic.Check} {diagnostic.Subject}"));
        Assert.All(result.Diagnostics, static diagnostic => Assert.False(diagnostic.Span.HasFile));
    }

    [Fact]
    public void ATreeMadeByAProgramGetsItsTables()
    {
        var root = new DeviceTreeNode("");
        root.AddChild(new("serial@0") { Labels = ["uart0"] });
        var document = new DeviceTreeDocument(root);

        DeviceTreeDocument result = DeviceTreeCompiler.Check(document, new() { GenerateSymbols = true, GenerateAliases = true }).Document!;

        Assert.True(result.FindByPath("/__symbols__")!.FindProperty("uart0")!.Value.TryReadString(out string path));
        Assert.Equal("/serial@0", path);
        Assert.NotNull(result.FindByPath("/aliases")!.FindProperty("uart0"));
        Assert.Equal(1u, result.FindByLabel("uart0")!.Phandle);
        Assert.Single(document.Root.Children);
    }
}

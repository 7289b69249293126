using Partition.DeviceTree.Blob;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;

namespace Partition.Partitioning.Tests.Bindings;

/// <summary>
/// What a device needs is the same whether the board is a source, which marks references, or a blob, which has numbers alone.
/// </summary>
public class PhandleReaderTests
{
    [Theory]
    [InlineData("rockchip,pins = <2 4 1 &a>, <2 5 1 &b>;")]
    [InlineData("renesas,vsps = <&a 0>, <&b 1>;")]
    [InlineData("qcom,acc = <&a>; qcom,saw = <&b>;")]
    [InlineData("mmc-pwrseq = <&a>; syscon-phy-power = <&b 0x300>;")]
    [InlineData("ti,syscon-pcie-id = <&a 4>; wlf,reset = <&b 4 0>;")]
    [InlineData("trigger-sources = <&a>; qcom,smem-states = <&b 0>;")]
    [InlineData("dmas = <&a 1 2 3 4 5>, <&b>;")]
    [InlineData("interrupt-parent = <&gic3>; interrupts = <1 7 4 &a>, <1 8 4 &b>;")]
    public void WhereAPropertyHasItsReferencesIsKnown(string properties) => AssertNeeds(["/dev@9000", "/a@a000", "/b@b000"], properties);

    [Theory]
    [InlineData("acme-master = <&a>;", true)]
    [InlineData("acme-handle = <&a 4>;", true)]
    [InlineData("acme,sysreg = <&controller>;", true)]
    [InlineData("acme,sysreg = <&a>;", false)]
    [InlineData("acme,step = <&controller>;", false)]
    public void ANumberOfABlobIsAReferenceWhenItsNameSaysSo(string property, bool isReference)
    {
        string nodes = $$"""
            dev: dev@9000 { reg = <0x9000 0x1000>; {{property}} };
            a: a@a000 { reg = <0xa000 0x1000>; };
            controller: syscon@b000 { compatible = "syscon"; reg = <0xb000 0x1000>; };
            """;
        Board blob = Board.Read(DeviceTreeBlob.Read(DeviceTreeBlob.Write(Source.BoardWith(nodes).Document)).Document!);
        string[] told = blob.Plan(Planning.Guest("/dev@9000")).Messages();
        Assert.Equal(isReference ? 1 : 0, told.Count(static message => message.StartsWith("HV2023", StringComparison.Ordinal)));
        Assert.Equal(isReference ? 1 : 0, told.Length);
    }

    [Fact]
    public void AMailboxBelowItsControllerIsNamedByAPhandle() =>
        AssertNeeds(["/dev@9000", "/mail@c000", "/mail@c000/box-1"], "mboxes = <&mail &box1>;");

    [Fact]
    public void AnArgumentThatIsAPhandleByChanceIsNone() => AssertNeeds(["/dev@9000", "/mail@c000"], "mboxes = <&mail 0x30>;");

    [Fact]
    public void TheLinesOfAHogAreThoseOfTheControllerAboveIt() =>
        AssertNeeds(["/dev@9000", "/dev@9000/hog"], "hog { gpio-hog; gpios = <0x30 0>; output-high; };");

    [Theory]
    [InlineData("interrupt-parent = <&gic>; interrupts = <0 5 0x30>;")]
    [InlineData("interrupt-parent = <&gic>; interrupts = <0 0x30 0>;")]
    public void OtherInterruptsNameNoProcessors(string properties) => AssertNeeds(["/dev@9000"], properties);

    private static void AssertNeeds(string[] paths, string properties)
    {
        const string Cells = "interrupt-controller; #interrupt-cells = <4>; #address-cells = <0>;";
        Board source = Source.BoardWith($$"""
            dev: dev@9000 { reg = <0x9000 0x1000>; {{properties}} };
            a: a@a000 { reg = <0xa000 0x1000>; phandle = <0x30>; #gpio-cells = <1>; #dma-cells = <5>; };
            b: b@b000 { reg = <0xb000 0x1000>; #gpio-cells = <2>; #qcom,smem-state-cells = <1>; #dma-cells = <0>; };
            mail: mail@c000 { reg = <0xc000 0x1000>; #mbox-cells = <1>; box1: box-1 { }; box-2 { }; };
            gic3: interrupt-controller@d000 { compatible = "arm,gic-v3"; reg = <0xd000 0x1000>; {{Cells}} };
            """);
        Board blob = Board.Read(DeviceTreeBlob.Read(DeviceTreeBlob.Write(source.Document)).Document!);
        string[] always = ["/", "/interrupt-controller@1000", "/interrupt-controller@d000"];
        foreach (Board board in new[] { source, blob })
        {
            GuestPlan plan = board.PlanOne("/dev@9000");
            Assert.Equal(paths, board.Document.Nodes.Where(plan.KeptNodes.Contains).Select(static node => node.Path).Except(always));
        }
    }
}

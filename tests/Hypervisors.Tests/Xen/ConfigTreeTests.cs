using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Tests.Xen;

/// <summary>Trees for Xen that the project brings, as its experts write them.</summary>
public class ConfigTreeTests
{
    private const string Device = """
        rtc@9010000 { compatible = "arm,pl031"; reg = <0 0x9010000 0 0x1000>; interrupts = <0 2 4>;
            xen,reg = <0 0x9010000 0 0x1000 0 0x9010000>; xen,path = "/rtc@9010000"; xen,force-assign-without-iommu; };
        """;

    [Theory]
    [InlineData("", "interrupt-parent = <0xfde8>;", 0xfde8u)]
    [InlineData("gic { phandle = <7>; };", "interrupt-parent = <7>;", 7u)]
    public void AcceptsEitherNameOfTheInterruptController(string placeholder, string parent, uint phandle)
    {
        (GuestPlan plan, DeviceTreeDocument config) = Read(placeholder, $"{parent} {Device}");

        Assert.Empty(Check(plan, config));
        DeviceTreeDocument tree = XenBuilds.Xen.Trees.BuildOperatingSystemTree(plan, config);
        Assert.Equal([phandle], tree.Cells("/interrupt-controller@3001000", "phandle"));
        Assert.Equal([phandle], tree.Cells("/timer", "interrupt-parent"));
    }

    [Theory]
    [InlineData("interrupt-parent = <7>;")]
    [InlineData("key { interrupts-extended = <7 0 5 4>; };")]
    public void RejectsAControllerThatIsNotThere(string node)
    {
        (GuestPlan plan, DeviceTreeDocument config) = Read("", $"{node} {Device}");
        Assert.Equal(["HV5121"], XenBuilds.Xen.Trees.CheckConfigTree(plan, config).Select(static found => found.Code));
    }

    /// <summary>The device has its clock in the plan; this tree has a clock of another name and a device with fewer properties.</summary>
    [Fact]
    public void TheGuestsTreeIsThatOfTheProjectsConfigTree()
    {
        (GuestPlan plan, DeviceTreeDocument config) = Read(
            "aliases { rtc0 = \"/passthrough/rtc@9010000\"; }; ignored { };", $"interrupt-parent = <0xfde8>; misc_clk {{ }}; {Device}");
        DeviceTreeDocument tree = XenBuilds.Xen.Trees.BuildOperatingSystemTree(plan, config);
        Assert.Equal(
            ["/aliases", "/passthrough", "/passthrough/misc_clk", "/passthrough/rtc@9010000"],
            tree.Nodes.Select(static node => node.Path).Where(static path => path.StartsWith("/passthrough", StringComparison.Ordinal)
                || path is "/aliases" or "/ignored"));
        Assert.NotNull(config.FindByPath("/passthrough/rtc@9010000")!.FindProperty("xen,reg"));
    }

    [Fact]
    public void AcceptsADeviceThatIsSeenElsewhere()
    {
        (GuestPlan plan, DeviceTreeDocument config) = Read("", "interrupt-parent = <0xfde8>; " + Device
            .Replace("0x9010000>; xen,path", "0x10010000>; xen,path", StringComparison.Ordinal)
            .Replace("reg = <0 0x9010000 0 0x1000>; interrupts", "reg = <0 0x10010000 0 0x1000>; interrupts", StringComparison.Ordinal));
        Assert.Empty(Check(plan, config));
    }

    private static IEnumerable<Diagnostic> Check(GuestPlan plan, DeviceTreeDocument config) =>
        XenBuilds.Xen.Trees.CheckConfigTree(plan, config).Concat(TreeAgreement.Compare(
            plan.Name, XenBuilds.Xen.Trees.BuildOperatingSystemTree(plan, config), XenBuilds.Xen.Trees.ReadRegions(plan, config)))
            .Where(static found => found.Severity != DiagnosticSeverity.Information);

    private static (GuestPlan Plan, DeviceTreeDocument Config) Read(string root, string passthrough) => (
        XenBuilds.PlanOne(XenBoard.Read(), "rtc"),
        TestTrees.Compile($$"""
            /dts-v1/;
            / {
                #address-cells = <2>; #size-cells = <2>;
                {{root}}
                passthrough { compatible = "simple-bus"; ranges; #address-cells = <2>; #size-cells = <2>; {{passthrough}} };
            };
            """));
}

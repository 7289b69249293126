using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Tests.Assertions;
using Partition.Diagnostics;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Checks;

public class ReferenceKindChecksTests
{
    private static readonly CompilerOptions Checked = new() { Checks = CheckSettings.Default };

    [Fact]
    public void AnInterruptParentTakesInterrupts() => Reports(
        "/dts-v1/; / { [|interrupt-parent = <&a>;|] a: a { }; b { interrupt-parent = <&pic>; }; pic: pic { interrupt-controller; "
        + "#interrupt-cells = <1>; }; };",
        Checked,
        "HV1470: '/a' cannot be an interrupt parent: it has neither 'interrupt-controller' nor 'interrupt-map'.");

    [Fact]
    public void ASupplyLooksLikeARegulator()
    {
        CompilationResult result = Compile(
            """
            /dts-v1/;
            / {
              a: a { regulator-name = "a"; };
              b: b { compatible = "acme,regulator-2"; };
              c: c { };
              user { a-supply = <&a>; b-supply = <&b>; c-supply = <&c>; d-supply = <0>; };
            };
            """,
            Checked);
        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("/user:c-supply", diagnostic.Subject);
        Assert.Equal(DiagnosticSeverity.Information, diagnostic.Severity);
        Assert.Equal("'c-supply' names '/c', which does not look like a regulator.", diagnostic.Message);
    }

    [Fact]
    public void AMemoryRegionIsReserved() => Reports(
        "/dts-v1/; / { a: a { }; reserved-memory { b: b { }; }; x { [|memory-region = <&b>, <&a>;|] }; y { memory-region = <&b>; }; };",
        Checked,
        "HV1472: 'memory-region' names '/a', which is not in '/reserved-memory'.");

    [Fact]
    public void ACpuIsOne() => Reports(
        "/dts-v1/; / { cpus { a: cpu { }; b: core { device_type = \"cpu\"; }; c: map { }; }; x { cpu = <&a>; }; y { cpu = <&b>; }; "
        + "z { [|cpu = <&c>;|] }; };",
        Checked,
        "HV1473: 'cpu' names '/cpus/map', which is no CPU.");

    [Fact]
    public void TheOtherSideOfAnEndpointIsOne() => Reports(
        """
        /dts-v1/;
        / {
          a { port { a: endpoint { remote-endpoint = <&b>; }; }; };
          b { port { b: endpoint { remote-endpoint = <&a>; }; }; };
          c { port { endpoint [|{ [|remote-endpoint = <&d>;|] };|] }; };
          d: d { };
        };
        """,
        Checked,
        "HV1457: '/c/port/endpoint' leads to '/d', which does not lead back.",
        "HV1474: 'remote-endpoint' names '/d', which is no endpoint.");

    [Fact]
    public void NodesOfTheBaseOfAnOverlayMayBeAnything() => Tree(
        "/dts-v1/; /plugin/; &x { interrupt-parent = <&pic>; vcc-supply = <&reg>; memory-region = <&mem>; cpu = <&cpu0>; };", Checked);

    [Fact]
    public void AKindCanBeSwitchedOff() => Tree(
        "/dts-v1/; / { interrupt-parent = <&a>; a: a { }; };",
        new() { Checks = CheckSettings.Default.WithWarning("no-interrupt_parent_is_provider") });
}

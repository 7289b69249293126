using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Tests.Support;

/// <summary>Boards written in the test that needs them.</summary>
internal static class Source
{
    /// <summary>Reads a whole source as a board.</summary>
    public static Board Board(string text) => Partition.Partitioning.Boards.Board.Read(TestTrees.Compile(text));

    /// <summary>
    /// A board with one cell for addresses and sizes, two Cortex-A9, 256 MiB of RAM at 0x80000000, snoop control and GIC; the rest is the
    /// test's.
    /// </summary>
    /// <param name="nodes">Nodes below the root.</param>
    /// <param name="more">Statements behind the root.</param>
    public static Board BoardWith(string nodes, string more = "") => Board(TextWith(nodes, more));

    public static string TextWith(string nodes, string more = "") => $$"""
        /dts-v1/;
        / {
            compatible = "acme,board";
            interrupt-parent = <&gic>;
            #address-cells = <1>;
            #size-cells = <1>;
            cpus {
                #address-cells = <1>;
                #size-cells = <0>;
                cpu0: cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a9"; reg = <0>; };
                cpu1: cpu@1 { device_type = "cpu"; compatible = "arm,cortex-a9"; reg = <1>; };
            };
            ram: memory@80000000 { device_type = "memory"; reg = <0x80000000 0x10000000>; };
            scu: scu@1e000000 { compatible = "arm,cortex-a9-scu"; reg = <0x1e000000 0x58>; };
            gic: interrupt-controller@1e001000 {
                compatible = "arm,cortex-a9-gic";
                reg = <0x1e001000 0x1000>;
                interrupt-controller;
                #interrupt-cells = <3>;
                #address-cells = <0>;
            };
            {{nodes}}
        };
        {{more}}
        """;
}

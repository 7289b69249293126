using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Partition.Benchmarks.Measuring;
using Partition.DeviceTree;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;
using Partition.Hypervisors;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;
using Partition.Tests;

namespace Partition.Benchmarks.Subjects;

/// <summary>
/// Boards of growing size among growing numbers of guests: planned, checked by all rules, cut, compared and written as blobs.
/// CPU time counts.
/// </summary>
internal static class SlicingSubject
{
    private const int Rounds = 3;

    private static readonly (int Nodes, int Guests)[] s_sizes =
    [
        (2_500, 8),
        (5_000, 16),
        (10_000, 32),
        (20_000, 64),
        (20_000, 8),
        (2_500, 64),
    ];

    /// <summary>Measures the sizes.</summary>
    public static IEnumerable<Row> Measure()
    {
        Slice(2_500, 8); // Warms up, as the first project of a build does for the others.
        foreach ((int nodes, int guests) in s_sizes)
        {
            (TimeSpan Cpu, long Bytes)[] runs = [.. Enumerable.Range(0, Rounds)
                .Select(_ => Slice(nodes, guests))
                .OrderBy(static run => run.Cpu)];
            yield return new(
                string.Create(CultureInfo.InvariantCulture, $"{nodes} nodes among {guests} guests, CPU time"),
                "in process", runs[Rounds / 2].Cpu, "-", null, runs[0].Bytes, Verdict.NotCompared);
        }
    }

    private static (TimeSpan Cpu, long Bytes) Slice(int nodes, int guests)
    {
        DeviceTreeDocument tree = Generate(nodes, guests);
        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        PartitionFixture built = PartitionFixture
            .Of(HypervisorCatalog.Find("None", [])!, Board.Read(tree), Enumerable.Range(0, guests).Select(Guest))
            .MakeTrees();
        if (built.Errors.Any())
        {
            throw new InvalidOperationException(string.Join('\n', built.Errors.Take(5)));
        }

        long bytes = built.Trees.Values.Sum(static trees => (long)DeviceTreeBlob.Write(trees.OperatingSystem).Length);
        self.Refresh();
        return (self.TotalProcessorTime - before, bytes);
    }

    private static GuestRequest Guest(int number) => new(string.Create(CultureInfo.InvariantCulture, $"guest{number}"))
    {
        Memory = ByteSize.FromMebibytes(16),
        Devices = string.Create(CultureInfo.InvariantCulture, $"bus{number}"),
    };

    /// <summary>
    /// A board with a bus for each guest; a device needs a clock of its own bus, a fixed one, and now and then a neighbour.
    /// </summary>
    private static DeviceTreeDocument Generate(int nodes, int guests)
    {
        var text = new StringBuilder("""
            /dts-v1/;
            / { #address-cells = <1>; #size-cells = <1>; interrupt-parent = <&gic>;
            cpus { #address-cells = <1>; #size-cells = <0>; cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a9"; reg = <0>; }; };
            memory@80000000 { device_type = "memory"; reg = <0x80000000 0x70000000>; };
            gic: interrupt-controller@1000 { compatible = "arm,cortex-a9-gic"; reg = <0x1000 0x1000>;
            interrupt-controller; #interrupt-cells = <3>; #address-cells = <0>; };
            osc: oscillator { compatible = "fixed-clock"; #clock-cells = <0>; clock-frequency = <24000000>; };

            """);
        int devices = (nodes - 6) / guests - 2;
        for (int bus = 0, number = 2; bus < guests; bus++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"bus{bus}: bus{bus} {{ compatible = \"simple-bus\"; #address-cells = <1>; #size-cells = <1>; ranges;\n");
            text.Append(
                CultureInfo.InvariantCulture,
                $"ccu{bus}: clock-controller@{number * 0x1000:x} {{ reg = <{number * 0x1000} 0x1000>; "
                    + $"#clock-cells = <1>; clocks = <&osc>; }};\n");
            number++;
            for (int i = 0; i < devices; i++, number++)
            {
                string neighbour = i > 0 && i % 7 == 0
                    ? string.Create(CultureInfo.InvariantCulture, $" dmas = <&d{number - 1} 1>; dma-names = \"rx\";")
                    : "";
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"d{number}: device@{number * 0x1000:x} {{ compatible = \"acme,device\"; reg = <{number * 0x1000} 0x1000>; "
                    + $"#dma-cells = <1>; ");
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"interrupts = <0 {number} 4>; clocks = <&ccu{bus} {i}>, <&osc>; clock-names = \"core\", \"bus\";{neighbour} }};\n");
            }

            text.Append("};\n");
        }

        return DeviceTreeCompiler.Compile(
            "board.dts",
            new InMemorySourceFiles().Add("board.dts", text.Append("};\n").ToString()),
            CompilerOptions.Default).Document
            ?? throw new InvalidOperationException("The generated board does not compile.");
    }
}

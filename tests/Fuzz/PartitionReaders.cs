using System.Collections.Immutable;
using System.Text;
using Partition.DeviceTree;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Fuzz;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Overlays;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;
using Partition.Hypervisors;
using Partition.Partitioning;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Documents;
using Partition.Partitioning.Locking;
using Partition.Partitioning.Model;
using Partition.Partitioning.Requests;

namespace Partition.Fuzz;

/// <summary>The readers of trees, and what is made of them: overlays, plans for each hypervisor, lock files.</summary>
internal static class PartitionReaders
{
    private static readonly string[] s_names = ["guest0", "con", "-x", "a b", "", "g1"];
    private static readonly string[] s_sizes = ["16M", "1", "0", "96M", "4G", "0x10000000", "18446744073709551615", "-1", "x"];
    private static readonly string[] s_devices =
        ["*", "", ";", "uart0", "uart0; uart1", "!uart0; *", "/soc", "compatible:arm,pl011", "nothing"];
    private static readonly string[] s_cpus = ["", "1", "2", "0", "-1", "64", "x"];

    /// <summary>Makes the readers.</summary>
    /// <param name="corpus">Finds kept inputs by the reader's name.</param>
    /// <param name="inputs">Trees.</param>
    /// <param name="boards">Sources of boards, each with the files that it includes.</param>
    public static IEnumerable<FuzzReader> All(
        Func<string, IEnumerable<byte[]>> corpus, FuzzInputs inputs, IReadOnlyList<(string Path, byte[] Bytes)> boards)
    {
        byte[][] blobs = [.. boards
            .Select(static board => Compile(board.Path, board.Bytes))
            .OfType<DeviceTreeDocument>()
            .Select(static tree =>
            DeviceTreeBlob.Write(tree))];
        (Board Board, PlanDocument Plan)[] plans = [.. blobs.Select(PlanOf)];
        byte[][] locks = [.. plans.Select(static plan => Encoding.UTF8.GetBytes(LockOf(plan.Plan)))];
        return
        [
            new("dts", true, [[]], (_, random) => new FuzzTrial(inputs, random.Next(), isBlob: false).Run()),
            new("dtb", false, [[]], (_, random) => new FuzzTrial(inputs, random.Next(), isBlob: true).Run()),
            new("overlay", false, [.. blobs, .. corpus("overlay")], (bytes, random) =>
                ReadOverlay(bytes, blobs[random.Next(blobs.Length)])),
            new("planner", false, [.. blobs, .. corpus("planner")], static (bytes, random) =>
                DeviceTreeBlob.Read(bytes).Document is { } tree ? Plan(Board.Read(tree), random) : null),
            new("lock", true, [.. locks, .. corpus("lock")], (bytes, random) => ReadLock(bytes, plans[random.Next(plans.Length)].Plan)),
        ];
    }

    private static DeviceTreeDocument? Compile(string path, byte[] bytes) =>
        DeviceTreeCompiler.Compile(path, new BoardFiles(path, bytes), new() { GenerateSymbols = true }).Document;

    private static string? ReadOverlay(byte[] bytes, byte[] baseTree)
    {
        if (DeviceTreeBlob.Read(bytes).Document is not { } overlay || DeviceTreeBlob.Read(baseTree).Document is not { } tree)
        {
            return null;
        }

        OverlayResult result = OverlayApplication.Apply(tree, overlay);
        return result.Document is { } merged
            ? DeviceTreeBlob.Read(DeviceTreeBlob.Write(merged)).Document is null ? "what was merged is not read" : null
            : result.Diagnostics.IsEmpty ? "no tree and no reason" : null;
    }

    private static string? Plan(Board board, Random random)
    {
        foreach (IHypervisor hypervisor in HypervisorCatalog.All)
        {
            var diagnostics = new List<Diagnostic>();
            GuestRequest[] guests = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Guest(random, diagnostics))];
            PartitionPlan plan = PartitionPlanner.Plan(new PartitionRequest(board, [.. guests]) { Policy = hypervisor.Policy.Ownership });
            PlanDocumentBuilder.Of(plan, []);
            if (diagnostics.Concat(plan.Diagnostics)
                .Concat(hypervisor.Policy.Check(plan))
                .Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            {
                continue; // A build makes no trees of it.
            }

            foreach (GuestPlan guest in plan.Guests)
            {
                DeviceTreeBlob.Write(hypervisor.Trees.BuildOperatingSystemTree(guest));
                DeviceTreeDocument? config = hypervisor.Trees.BuildConfigTree(guest, diagnostics);
                if (config is not null)
                {
                    DeviceTreeBlob.Write(config);
                    _ = hypervisor.Trees.CheckConfigTree(guest, config).Count();
                }

                _ = hypervisor.Trees.ReadRegions(guest, config);
            }
        }

        return null;
    }

    private static GuestRequest Guest(Random random, List<Diagnostic> diagnostics)
    {
        var metadata = new Dictionary<string, string>
        {
            [GuestMetadata.Memory] = Choose(s_sizes),
            [GuestMetadata.MemoryBase] = random.Next(4) == 0 ? Choose(s_sizes) : "",
            [GuestMetadata.PhysicalMemoryBase] = random.Next(4) == 0 ? Choose(s_sizes) : "",
            [GuestMetadata.Devices] = Choose(s_devices),
            [GuestMetadata.Cpus] = Choose(s_cpus),
        };
        ImmutableArray<GuestDeviceRequest> refinements = random.Next(3) != 0
            ? []
            : [new("uart0", (DeviceAccess)random.Next(4), SourceSpan.None)];
        return GuestRequestReader.Read(
            random.Next(3) == 0 ? Choose(s_names) : $"guest{random.Next(3)}",
            name => metadata.GetValueOrDefault(name, ""),
            ImmutableDictionary<string, SourceSpan>.Empty,
            refinements,
            diagnostics);

        string Choose(string[] values) => values[random.Next(values.Length)];
    }

    private static (Board Board, PlanDocument Plan) PlanOf(byte[] blob)
    {
        Board board = Board.Read(DeviceTreeBlob.Read(blob).Document!);
        GuestRequest guest = GuestRequestReader.Read(
            "guest0", static name => name == GuestMetadata.Memory ? "16M" : "", ImmutableDictionary<string, SourceSpan>.Empty, [], []);
        return (board, PlanDocumentBuilder.Of(PartitionPlanner.Plan(new PartitionRequest(board, [guest])), []));
    }

    private static string LockOf(PlanDocument plan)
    {
        PartitionLock locked = PartitionLock.Read("", SourceSpan.None, [])!;
        locked.Set(plan);
        return locked.Write();
    }

    private static string? ReadLock(byte[] bytes, PlanDocument plan)
    {
        var diagnostics = new List<Diagnostic>();
        if (PartitionLock.Read(Encoding.UTF8.GetString(bytes), SourceSpan.None, diagnostics) is not { } locked)
        {
            return diagnostics.Count == 0 ? "no lock and no reason" : null;
        }

        _ = locked.Compare(plan, SourceSpan.None).Count();
        locked.Set(plan);
        return PartitionLock.Read(locked.Write(), SourceSpan.None, [])?.Compare(plan, SourceSpan.None).Any() == false
            ? null
            : "what was locked does not hold";
    }

    private sealed class BoardFiles(string path, byte[] bytes) : ISourceFiles
    {
        public byte[]? TryRead(string name) => name == path ? bytes : File.Exists(name) ? File.ReadAllBytes(name) : null;
    }
}

using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Printing;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Tests.Xen;

/// <summary>What a build asks of Xen, in one line each.</summary>
internal static class XenBuilds
{
    public static IHypervisor Xen { get; } = HypervisorCatalog.Find("Xen", [])!;

    public static GuestRequest Guest(string devices, string name = "guest1") =>
        new(name) { Devices = devices, Memory = ByteSize.FromMebibytes(128), KernelArguments = "console=ttyAMA0" };

    public static PartitionPlan Plan(Board board, params GuestRequest[] guests) => PartitionFixture.Of(Xen, board, guests).Plan;

    /// <summary>Plans one guest, which must be free of faults.</summary>
    public static GuestPlan PlanOne(Board board, string devices) => PartitionOfOne(board, devices).Plan.Guests[0];

    /// <summary>Builds the tree that Xen is given for one guest, which must be free of faults.</summary>
    public static DeviceTreeDocument ConfigTree(Board board, string devices) => ConfigTree(PartitionOfOne(board, devices));

    /// <summary>Builds the tree that Xen is given, which must be free of faults and agree with what the guest is told.</summary>
    public static DeviceTreeDocument ConfigTree(PartitionFixture planned, string guest = "guest1")
    {
        Assert.Empty(planned.MakeTrees().Diagnostics.Except(planned.Evaluation.Findings));
        return planned.Trees[guest].Config!;
    }

    private static PartitionFixture PartitionOfOne(Board board, string devices)
    {
        PartitionFixture planned = PartitionFixture.Of(Xen, board, Guest(devices));
        Assert.DoesNotContain(planned.Diagnostics, static found => found.Severity != DiagnosticSeverity.Information);
        return planned;
    }

    /// <summary>A guest with files of these lengths; each is there if its length is.</summary>
    public static GuestFiles WithFiles(
        this GuestPlan plan,
        ulong? kernel = 0x50_0000,
        ulong? rootFileSystem = 0x10_0001,
        string digest = "")
    {
        (GuestFileKind Kind, ulong? Length)[] files =
        [
            (GuestFileKind.Kernel, kernel),
            (GuestFileKind.RootFileSystem, rootFileSystem),
            (GuestFileKind.ConfigTree, 800),
        ];
        return new(
            plan,
            files.Where(static file => file.Length is not null)
                .ToImmutableDictionary(static file => file.Kind, static file => file.Length!.Value),
            true,
            "virt.dtb")
        {
            Digests = digest.Length == 0 ? ImmutableDictionary<GuestFileKind, string>.Empty
                : files.ToImmutableDictionary(
                    static file => file.Kind,
                    file => file.Kind == GuestFileKind.ConfigTree ? $"{plan.Name} alone" : digest),
        };
    }

    /// <summary>The sample: a guest with the clock and one with the GPIO controller, of one kernel and one root file system.</summary>
    public static BootRequest Sample(Board board) => new(
        "virt",
        [.. Plan(board, Guest("rtc"), Guest("gpio", "guest2")).Guests
            .Select(static plan => plan.WithFiles(digest: "same"))]) { HasHypervisor = true };

    public static string Text(DeviceTreeDocument tree)
    {
        using var text = new StringWriter { NewLine = "\n" };
        DeviceTreeText.Write(tree, text, new TextOptions());
        return text.ToString();
    }

    public static uint[] Cells(this DeviceTreeDocument tree, string path, string property)
    {
        DeviceTreeNode? node = tree.FindByPath(path);
        Assert.True(node is not null, $"There is no {path} in:\n{Text(tree)}");
        Assert.True(node.FindProperty(property)!.Value.TryReadCells(out ImmutableArray<uint> cells));
        return [.. cells];
    }

    public static string[] Strings(this DeviceTreeDocument tree, string path, string property) =>
        tree.FindByPath(path)?.FindProperty(property)?.Value.TryReadStrings(out ImmutableArray<string> strings) == true ? [.. strings] : [];
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Trees;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Tests.Support;

/// <summary>What a build asks of a hypervisor, in one line each.</summary>
internal static class Builds
{
    public static IHypervisor Xvisor { get; } = HypervisorCatalog.Find("Xvisor", [])!;

    /// <summary>A guest of the sample board with 96 MiB.</summary>
    public static GuestRequest Guest(string devices = "*", string name = "guest0") =>
        new(name) { Devices = devices, Memory = ByteSize.FromMebibytes(96) };

    /// <summary>Builds the tree that Xvisor is given, which must be free of faults.</summary>
    public static DeviceTreeDocument ConfigTree(GuestPlan plan)
    {
        var diagnostics = new List<Diagnostic>();
        DeviceTreeDocument? tree = Xvisor.Trees.BuildConfigTree(plan, diagnostics);
        Assert.Empty(diagnostics);
        return tree!;
    }

    /// <summary>Builds the tree that Xvisor is given, for its faults.</summary>
    public static string[] ConfigFaults(Board board, GuestRequest guest)
    {
        var diagnostics = new List<Diagnostic>();
        Xvisor.Trees.BuildConfigTree(board.Plan(guest).Guests[0], diagnostics);
        return diagnostics.Messages();
    }

    /// <summary>A guest with files of these lengths; each is there if its length is.</summary>
    public static GuestFiles WithFiles(
        this GuestPlan plan,
        ulong? firmware = null,
        ulong? kernel = null,
        ulong? tree = 12_000,
        ulong? rootFileSystem = null,
        bool autoStart = true)
    {
        ImmutableDictionary<GuestFileKind, ulong> lengths = new (GuestFileKind Kind, ulong? Length)[]
            {
                (GuestFileKind.Firmware, firmware), (GuestFileKind.Kernel, kernel), (GuestFileKind.OperatingSystemTree, tree),
                (GuestFileKind.RootFileSystem, rootFileSystem), (GuestFileKind.ConfigTree, 4000),
            }.Where(static file => file.Length is not null).ToImmutableDictionary(static file => file.Kind,
            static file => file.Length!.Value);
        return new(plan, lengths, autoStart, "vexpress-v2p-ca9.dtb");
    }

    public static BootFileSet Boot(params GuestFiles[] guests) => Xvisor.Boot!.BuildBootFiles(new BootRequest("vexpress-a9", [.. guests]));

    /// <summary>The text of a file that is written here.</summary>
    public static string TextOf(this BootFileSet boot, string path) => boot.Files.Single(file => file.TargetPath == path).Text!;

    /// <summary>A tree for Xvisor as a table: node, kind of memory or emulator, range, interrupts and further properties.</summary>
    public static string List(DeviceTreeDocument tree)
    {
        var text = new StringBuilder();
        foreach (DeviceTreeNode node in tree.Nodes)
        {
            text.Append(node.Path);
            foreach (DeviceTreeProperty property in node.Properties)
            {
                text.Append(CultureInfo.InvariantCulture, $" {property.Name}={Show(property)}");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Show(DeviceTreeProperty property)
    {
        bool isText = property.Value.Markers.Any(static marker => marker.Kind == ValueMarkerKind.String);
        if (isText && property.Value.TryReadStrings(out ImmutableArray<string> strings))
        {
            return string.Join(',', strings.Select(static text => $"\"{text}\""));
        }

        Assert.True(property.Value.TryReadCells(out ImmutableArray<uint> cells));
        bool isAddress = property.Name.Contains("addr", StringComparison.Ordinal)
            || property.Name is "physical_size" or "start_pc" or "ram0_base";
        return $"<{string.Join(' ', cells.Select(cell => cell.ToString(isAddress ? "x8" : "D", CultureInfo.InvariantCulture)))}>";
    }
}

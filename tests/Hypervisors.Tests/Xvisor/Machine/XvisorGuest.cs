using Partition.Partitioning.Tests.RawTrees;

namespace Partition.Hypervisors.Tests.Xvisor.Machine;

/// <summary>
/// Makes a guest of a blob as Xvisor v0.3.0 does, step by step, and remembers what fails. Written from what its sources do
/// (guest_create, is_region_node_valid, region_add), and sharing nothing with the writer.
/// </summary>
internal sealed class XvisorGuest
{
    private static readonly string[] s_memory =
    [
        "ram", "rom", "alloced_ram", "alloced_rom", "colored_ram", "colored_rom", "shared_ram", "shared_rom",
    ];
    private static readonly string[] s_processors =
    [
        "armv7a,cortex-a9",
        "armv7a,cortex-a15",
        "armv7a,cortex-a7",
        "armv7a,generic",
        "armv8,generic",
    ];
    private readonly RawTree _tree;
    private readonly bool _hasVirtualization;

    public XvisorGuest(byte[] blob, int hostCpus, bool hasVirtualization, IEnumerable<string> overrides)
    {
        _hasVirtualization = hasVirtualization;
        _tree = RawTree.Read(blob);
        Expect(blob.Length <= 32 << 10, $"the tree has {blob.Length} bytes");
        foreach (string change in overrides)
        {
            Change(change.Split(','));
        }

        foreach (RawNode node in _tree.Nodes)
        {
            Expect(node.Name.Length < 32, $"{node.Path} is cut off");
            Expect(node.Properties.Keys.All(static name => name.Length < 32), $"a property of {node.Path} is cut off");
        }

        Expect(_tree.Root.Strings("device_type") is ["guest"], "no device_type guest");
        MakeProcessors(hostCpus);
        MakeSpace();
    }

    /// <summary>What failed.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>The regions, in the order in which they were added.</summary>
    public List<GuestRegionRule> Regions { get; } = [];

    /// <summary>The serial ports.</summary>
    public IEnumerable<string> SerialPorts => Regions.Where(static region => region.Type == "serial").Select(static region => region.Name);

    /// <summary>The network switches that the guest's cards are plugged into while it is made.</summary>
    public List<string> Switches { get; } = [];

    private void Expect(bool holds, string failure)
    {
        if (!holds)
        {
            Failures.Add(failure);
        }
    }

    private void Change(string[] words)
    {
        string? path = _tree.Find("/aliases")?.Strings(words[0]) is [var text] ? text : null;
        Expect(path is not null && _tree.Find(path) is not null, $"override for unknown alias {words[0]}");
        Expect(words.Length == 4, "override without four parts");
        if (path is not null && _tree.Find(path) is { } node && words is [_, var property, var type, var value])
        {
            node.Properties[property] = type == "string"
                ? [.. value.Select(static letter => (byte)letter), 0]
                : BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder(
                (int)(value.StartsWith(
                    "0x",
                    StringComparison.Ordinal) ? Convert.ToUInt32(value,
                    16) : uint.Parse(value,
                    System.Globalization.CultureInfo.InvariantCulture))));
        }
    }

    private void MakeProcessors(int hostCpus)
    {
        RawNode? template = _tree.Find("/vcpu_template");
        Expect(template is not null, "no vcpu_template");
        if (template is null)
        {
            return;
        }

        Expect(template.Strings("device_type") is ["vcpu"], "vcpu_template is no vcpu");
        Expect(
            template.Strings("compatible") is [var name]
                && s_processors.Contains(name)
                && (name == "armv7a,cortex-a9") == !_hasVirtualization,
            "unknown processor");
        Expect(template.Cells("start_pc") is [_], "start_pc is not one cell");
        Expect(
            !template.Properties.ContainsKey("affinity")
                || (template.Cells("affinity") is { Length: > 0 } cpus && cpus.All(cpu => cpu < hostCpus)),
            "affinity");
        Expect(!template.Properties.TryGetValue("time_slice", out byte[]? slice) || slice.Length == 8, "time_slice is not 64 bits");
        Expect(!template.Properties.ContainsKey("priority") || template.Cells("priority") is [<= 7], "priority");
    }

    private void MakeSpace()
    {
        RawNode? space = _tree.Find("/aspace");
        Expect(space is not null && space.Cells("guest_irq_count") is [_], "no aspace with guest_irq_count");
        if (space is null || space.Cells("guest_irq_count") is not [uint count])
        {
            return;
        }

        foreach (RawNode node in space.Children)
        {
            Add(node, count);
        }

        foreach (RawNode node in space.Children.Where(static node => node.Strings("manifest_type") is ["alias"]))
        {
            ulong target = node.Cells("alias_physical_addr")[0];
            ulong end = target + node.Cells("physical_size")[0];
            Expect(
                Regions.Any(region => region.Name != node.Name && region.Start <= target && end <= region.End),
                $"{node.Name} is an alias of nothing");
        }
    }

    private void Add(RawNode node, uint interruptCount)
    {
        int failures = Failures.Count;
        string manifest = Text(node, "manifest_type");
        string type = Text(node, "device_type");
        Expect(manifest is "real" or "virtual" or "alias", $"{node.Name}: manifest_type");
        Expect(Text(node, "address_type") is "memory" or "io", $"{node.Name}: address_type");
        Expect(type.Length > 0, $"{node.Name}: device_type");
        uint start = Cell(node, "guest_physical_addr");
        uint size = Cell(node, "physical_size");
        Expect(size > 0 && (ulong)start + size <= 1UL << 32, $"{node.Name}: size");
        bool isPlaced = type.StartsWith("alloced_", StringComparison.Ordinal) || type.StartsWith("shared_", StringComparison.Ordinal);
        uint host = manifest == "real" && !isPlaced ? Cell(node, "host_physical_addr") : 0;
        uint alias = manifest == "alias" ? Cell(node, "alias_physical_addr") : 0;
        int order = node.Count("align_order", 0);
        Expect(order < 32 && ((start | size | host | alias) & ((1UL << order) - 1)) == 0, $"{node.Name}: alignment");
        Expect(manifest != "real" || size >= 4096, $"{node.Name}: smaller than a page");
        Expect(Regions.TrueForAll(other => other.End <= start || (ulong)start + size <= other.Start), $"{node.Name}: overlaps");
        Expect(node.Cells("interrupts").All(interrupt => interrupt < interruptCount), $"{node.Name}: interrupt above guest_irq_count");
        if (manifest != "alias" && !s_memory.Contains(type))
        {
            Probe(node, type);
        }

        if (Failures.Count == failures)
        {
            Regions.Add(new(node.Name, start, (ulong)start + size, type));
        }
    }

    private void Probe(RawNode node, string type)
    {
        string[]? required = node
            .Strings("compatible")
            .Select(name => EmulatorList.Find(type, name))
            .FirstOrDefault(static found => found is not null);
        Expect(required is not null, $"{node.Name}: no emulator found");
        foreach (string property in required ?? [])
        {
            Expect(node.Cells(property).Length > 0, $"{node.Name}: {property}");
        }

        if (type == "pt")
        {
            Expect(node.Cells("host-interrupts").Length == 3 * node.Cells("interrupts").Length, $"{node.Name}: host-interrupts");
            Expect(_hasVirtualization || node.Cells("interrupts").Length == 0, $"{node.Name}: interrupts never arrive");
        }

        Expect(_hasVirtualization || type != "pic", $"{node.Name}: no virtual interrupt controller in hardware");
        if (node.Strings("switch") is [var name])
        {
            Switches.Add(name);
        }
    }

    private static string Text(RawNode node, string property) => node.Strings(property) is [var text] ? text : "";

    private uint Cell(RawNode node, string property)
    {
        Expect(node.Cells(property) is [_], $"{node.Name}: {property} is not one cell");
        return node.Cells(property) is [uint cell, ..] ? cell : 0;
    }
}

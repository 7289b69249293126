using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Bindings;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Boards;

/// <summary>A device tree read as a machine: which devices it has, at which addresses, with which interrupts.</summary>
internal sealed class Board
{
    private readonly Dictionary<DeviceTreeNode, BoardDevice> _devices;
    private readonly NodeIndex _index;
    private readonly InterruptResolution _interrupts;
    private readonly PhandleReader _references;

    private Board(DeviceTreeDocument document)
    {
        Document = document;
        _index = new(document);
        _interrupts = new(_index);
        _references = new(document, _index);
        var reader = new BoardReader(document, _interrupts);
        Memory = reader.Memory;
        _devices = document.Nodes.ToDictionary(static node => node, reader.ReadDevice);
        DeviceTreeNode[] cpus = [.. document.FindByPath("/cpus")?.Children.Where(BoardReader.IsCpu) ?? []];
        Cpus = [.. cpus.Where(cpu => _devices[cpu].IsEnabled)];
        DisabledCpus = [.. cpus.Except(Cpus)];
    }

    /// <summary>The tree.</summary>
    public DeviceTreeDocument Document { get; }

    /// <summary>Every node with what was worked out about it, parents first, in the tree's order.</summary>
    public IEnumerable<BoardDevice> Devices => Document.Nodes.Select(node => _devices[node]);

    /// <summary>The ranges of RAM, in the tree's order.</summary>
    public ImmutableArray<AddressRange> Memory { get; }

    /// <summary>The nodes of the CPUs that can be used, in the tree's order.</summary>
    public ImmutableArray<DeviceTreeNode> Cpus { get; }

    /// <summary>The nodes of CPUs that are disabled or have failed, in the tree's order.</summary>
    public ImmutableArray<DeviceTreeNode> DisabledCpus { get; }

    /// <summary>The clusters of CPUs, in the tree's order; none where the tree does not say.</summary>
    /// <remarks>Linux binding cpu/cpu-topology.txt: cores name their CPU, or have threads that do.</remarks>
    public ImmutableArray<CpuCluster> Clusters =>
    [
        .. (Document.FindByPath("/cpus/cpu-map")?.Children ?? [])
            .Where(static node => node.Name.StartsWith("cluster", StringComparison.Ordinal))
            .Select(cluster => new CpuCluster(cluster.Name,
            [
                .. cluster.DescendantsAndSelf()
                    .Select(
                        node => node.FindProperty("cpu")?.Value.TryReadCell(out uint phandle) == true && FindByPhandle(phandle) is { } cpu
                            ? Cpus.IndexOf(cpu)
                            : -1)
                    .Where(static number => number >= 0).Order(),
            ])),
    ];

    /// <summary>The nodes that describe RAM, in the tree's order.</summary>
    public IEnumerable<DeviceTreeNode> MemoryNodes => BoardReader.MemoryNodes(Document);

    /// <summary>Reads a tree as a machine. What cannot be worked out (a <c>reg</c> of odd length) is left empty.</summary>
    /// <param name="document">A tree with its references resolved.</param>
    public static Board Read(DeviceTreeDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new(document);
    }

    /// <summary>What was worked out about a node of this board's tree.</summary>
    /// <exception cref="KeyNotFoundException">The node is not of this tree.</exception>
    public BoardDevice this[DeviceTreeNode node] => _devices[node];

    /// <summary>Finds a node by its phandle.</summary>
    /// <returns>The node, or <see langword="null"/>.</returns>
    public DeviceTreeNode? FindByPhandle(uint phandle) => _index.FindByPhandle(phandle);

    /// <summary>The references in a property of a node of this board.</summary>
    public PhandleList ReferencesIn(DeviceTreeNode node, DeviceTreeProperty property) => _references.Read(node, property);

    /// <summary>Finds what has the lines that the references in a property name at a nexus, such as the connector of a board.</summary>
    /// <returns>The entry of the property, and each node on its way after the nexus.</returns>
    public IEnumerable<(PhandleEntry Entry, DeviceTreeNode Taker)> FollowMaps(
        DeviceTreeNode node, DeviceTreeProperty property, PhandleList references) => _references.FollowMaps(node, property, references);

    /// <summary>Finds the phandles in a property of a node of this board, as far as the property is known to hold some.</summary>
    /// <returns>Where each stands in the value, in bytes, and the node that it names, in order.</returns>
    public IEnumerable<(int Offset, DeviceTreeNode Target)> FindPhandles(DeviceTreeNode node, DeviceTreeProperty property) =>
        from entry in ReferencesIn(node, property).Entries
        where entry.Target is not null
        select (entry.PhandleAt, entry.Target);

    /// <summary>The node that takes a node's interrupts, or <see langword="null"/>.</summary>
    public DeviceTreeNode? FindInterruptParent(DeviceTreeNode node) => node.ReadInterruptParent(_index).Node;

    /// <summary>The nodes that a node's interrupts go through: its controllers, and nexus nodes on the way to them.</summary>
    public IEnumerable<DeviceTreeNode> FindInterruptTakers(DeviceTreeNode node) => _interrupts.FindTakers(node);

    /// <summary>Where each interrupt of a node ends, in the order of the tree.</summary>
    public IEnumerable<InterruptLine> FindInterruptLines(DeviceTreeNode node) => _interrupts.ReadEnds(node);

    /// <summary>Finds the node that a reference names: a label, or a full path when it begins with a slash.</summary>
    /// <returns>The node, or <see langword="null"/>.</returns>
    public DeviceTreeNode? FindByReference(string reference) => _index.FindByReference(reference);

    /// <summary>Finds the node that an entry of <c>/aliases</c> stands for.</summary>
    /// <param name="alias">The alias, such as <c>serial0</c>.</param>
    /// <returns>The node, or <see langword="null"/>.</returns>
    public DeviceTreeNode? FindByAlias(string alias) =>
        Document.FindByPath("/aliases") is { } aliases && aliases.TryGetValue(alias, out PropertyValue? value)
            && value.TryReadString(out string path) ? Document.FindByPath(path) : null;

    /// <summary>
    /// The node of the console: that of <c>stdout-path</c>, whatever options follow it; <see langword="null"/> when there is none.
    /// </summary>
    public DeviceTreeNode? FindConsole() =>
        Document.FindByPath("/chosen") is { } chosen && chosen.TryGetValue("stdout-path", out PropertyValue? value)
            && value.TryReadString(out string text) ? FindConsole(text) : null;

    /// <summary>Finds the node of a console as boot software names it.</summary>
    /// <param name="text">A path or an alias, which options may follow after a colon.</param>
    /// <returns>The node, or <see langword="null"/>.</returns>
    public DeviceTreeNode? FindConsole(string text)
    {
        string path = text.Split(':')[0];
        return path.StartsWith('/') ? Document.FindByPath(path) : FindByAlias(path);
    }

    /// <summary>Finds the node, or the nearest above it, that the tree does not enable: everything below such a node is unused.</summary>
    /// <returns>That node, or <see langword="null"/> when the node and all above it are enabled.</returns>
    public DeviceTreeNode? FindDisabled(DeviceTreeNode node) =>
        node.AncestorsAndSelf().FirstOrDefault(level => !this[level].IsEnabled);

    /// <summary>Finds the node, or the nearest above it, that neither the tree enables nor a guest for itself.</summary>
    /// <param name="node">The node.</param>
    /// <param name="enabled">The nodes that the guest enables.</param>
    /// <returns>That node, or <see langword="null"/>.</returns>
    public DeviceTreeNode? FindDisabled(DeviceTreeNode node, IReadOnlySet<DeviceTreeNode> enabled) =>
        node.AncestorsAndSelf().FirstOrDefault(level => !this[level].IsEnabled && !enabled.Contains(level));

    /// <summary>Whether a node is a part of a system controller.</summary>
    public static bool IsBelowController(DeviceTreeNode node) =>
        node.Parent?.FindProperty("compatible")?.Value.TryReadStrings(out ImmutableArray<string> names) == true && names.Contains("syscon");
}

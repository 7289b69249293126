using System.Collections.Immutable;

namespace Partition.DeviceTree.Model;

/// <summary>A whole device tree: the root node, the memory reservations and the header's boot CPU.</summary>
public sealed class DeviceTreeDocument
{
    /// <summary>Makes a document.</summary>
    /// <param name="root">The root node; its name is empty.</param>
    public DeviceTreeDocument(DeviceTreeNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        Root = root;
    }

    /// <summary>The root node.</summary>
    public DeviceTreeNode Root { get; }

    /// <summary>The memory reservation block, in order, without its terminating entry.</summary>
    public IList<MemoryReservation> MemoryReservations { get; } = [];

    /// <summary>The header's <c>boot_cpuid_phys</c>.</summary>
    public uint BootCpuId { get; set; }

    /// <summary>Whether the source has a <c>/plugin/</c> header: it is an overlay.</summary>
    public bool IsPlugin { get; init; }

    /// <summary>The strings block of the DTB that the tree was read from; empty for others. Overlays append to it.</summary>
    internal ImmutableArray<byte> Strings { get; set; } = [];

    /// <summary>Whether the tree was read from a DTB, so that it may be an overlay without saying so.</summary>
    internal bool IsFromBlob { get; set; }

    /// <summary>Copies the document with all nodes. Properties are immutable and shared; references keep naming labels and paths.</summary>
    /// <returns>A document that can be changed without changing this one.</returns>
    public DeviceTreeDocument Clone() => TreeCopy.Of(this);

    /// <summary>All nodes, parents first, in order.</summary>
    public IEnumerable<DeviceTreeNode> Nodes => Root.DescendantsAndSelf();

    /// <summary>Finds a node by its full path; names match exactly, unit address included.</summary>
    /// <param name="path">A path such as <c>/soc/uart@9000</c>; <c>/</c> is the root.</param>
    /// <returns>The node, or <see langword="null"/>.</returns>
    public DeviceTreeNode? FindByPath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.StartsWith('/') ? Root.FindDescendant(path) : null;
    }

    /// <summary>Finds a node by one of its labels.</summary>
    /// <returns>The node, or <see langword="null"/>.</returns>
    public DeviceTreeNode? FindByLabel(string label) => Nodes.FirstOrDefault(node => node.Labels.Contains(label));

    /// <summary>Finds the node that a reference names: a label, or a full path when it begins with a slash.</summary>
    /// <returns>The node, or <see langword="null"/>.</returns>
    public DeviceTreeNode? FindByReference(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.StartsWith('/') ? FindByPath(reference) : FindByLabel(reference);
    }

    /// <summary>Finds a node by its phandle.</summary>
    /// <param name="phandle">The number; 0 and 0xffffffff belong to no node.</param>
    /// <returns>The first node that has it, or <see langword="null"/>.</returns>
    public DeviceTreeNode? FindByPhandle(uint phandle) =>
        phandle is 0 or uint.MaxValue ? null : Nodes.FirstOrDefault(node => node.Phandle == phandle);
}

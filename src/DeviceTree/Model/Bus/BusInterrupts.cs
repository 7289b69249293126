using System.Collections.Immutable;

namespace Partition.DeviceTree.Model.Bus;

/// <summary>Reads the interrupts of a node: its interrupt parent, and <c>interrupts</c> or <c>interrupts-extended</c>.</summary>
/// <remarks>Devicetree Specification v0.4, section 2.4. An <c>interrupt-map</c> is read by <see cref="InterruptMap"/>.</remarks>
public static class BusInterrupts
{
    private const string Cells = "#interrupt-cells";

    /// <summary>Whether a node receives interrupts of others: it is an interrupt controller or a nexus.</summary>
    /// <remarks>Sections 2.4.2 and 2.4.3: <c>interrupt-controller</c> makes the one, <c>interrupt-map</c> the other.</remarks>
    public static bool IsInterruptProvider(this DeviceTreeNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.FindProperty("interrupt-controller") is not null || node.FindProperty("interrupt-map") is not null;
    }

    /// <summary>Finds the interrupt parent of a node.</summary>
    /// <remarks>
    /// Sections 2.4 and 2.4.1: the node that <c>interrupt-parent</c> names, or else the parent in the tree. A parent that neither is an
    /// interrupt provider nor has <c>interrupt-parent</c> leaves the question to its own parent, as in Linux and dtc. A node that only
    /// has <c>#interrupt-cells</c> is not a provider: Linux passes its interrupts on to its own parent.
    /// </remarks>
    /// <param name="node">The node.</param>
    /// <param name="index">The nodes of the tree.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static InterruptParent ReadInterruptParent(this DeviceTreeNode node, NodeIndex index)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(index);
        for (DeviceTreeNode? level = node; level is not null; level = level.Parent)
        {
            if (level != node && level.IsInterruptProvider())
            {
                return new(level, null, BusFault.None);
            }

            if (level.FindProperty("interrupt-parent") is DeviceTreeProperty property)
            {
                if (!property.Value.TryReadCell(out uint phandle) || BusSpecifiers.IsNoPhandle(phandle))
                {
                    return new(null, level, BusFault.InvalidPhandle);
                }

                DeviceTreeNode? parent = index.FindByPhandle(phandle);
                return new(parent, level, parent is null ? BusFault.UnknownPhandle
                    : parent.IsInterruptProvider() ? BusFault.None
                    : BusFault.NotInterruptProvider);
            }
        }

        return new(null, null, BusFault.NoInterruptParent);
    }

    /// <summary>Finds the interrupt parent of a node: <see cref="ReadInterruptParent"/> without the reason of a failure.</summary>
    /// <returns>The node; <see langword="null"/> when none is found.</returns>
    public static DeviceTreeNode? FindInterruptParent(this DeviceTreeNode node) => node.ReadInterruptParent(NodeIndex.Around(node)).Node;

    /// <summary>Reads <c>interrupts-extended</c>, or else <c>interrupts</c> with the node's interrupt parent.</summary>
    /// <remarks>
    /// <para>Section 2.4.1: of the two properties, <c>interrupts-extended</c> takes precedence. The entries are those that the parent
    /// sees.</para>
    /// <list type="table">
    /// <listheader><term>value</term><description>entries</description></listheader>
    /// <item><term><c>interrupts = &lt;0 1 4&gt;, &lt;0 2 4&gt;</c> with a parent of 3 cells</term>
    /// <description>(gic, 0 1 4), (gic, 0 2 4)</description></item>
    /// <item><term><c>interrupts-extended = &lt;&amp;pic 7&gt;</c></term><description>(pic, 7)</description></item>
    /// </list>
    /// </remarks>
    /// <param name="node">The node.</param>
    /// <param name="index">The nodes of the tree.</param>
    /// <returns>The entries before the first fault, and that fault.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static BusReading<NodeSpecifier> ReadInterrupts(this DeviceTreeNode node, NodeIndex index)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(index);
        if (node.TryGetValue("interrupts-extended", out PropertyValue? extended))
        {
            BusReading<NodeSpecifier?> reading = extended.ReadSpecifiers(Cells, index);
            return new([.. reading.Entries.OfType<NodeSpecifier>()], reading.Fault);
        }

        if (!node.TryGetValue("interrupts", out PropertyValue? value))
        {
            return BusReading<NodeSpecifier>.Failed(BusFault.NoProperty);
        }

        (DeviceTreeNode? parent, _, BusFault fault) = node.ReadInterruptParent(index);
        return parent is null ? BusReading<NodeSpecifier>.Failed(fault) : parent.ReadSpecifiers(value);
    }

    /// <summary>Reads the interrupts of a node when they are whole: <see cref="ReadInterrupts"/> without the reason of a failure.</summary>
    /// <remarks>
    /// <code>
    /// if (uart.TryReadInterrupts(out ImmutableArray&lt;NodeSpecifier&gt; interrupts)) { uint line = interrupts[0].Cells[1]; }
    /// </code>
    /// </remarks>
    /// <param name="node">The node.</param>
    /// <param name="interrupts">The entries in order, or none.</param>
    /// <returns><see langword="false"/> when there are no interrupts, or there is a fault in them.</returns>
    public static bool TryReadInterrupts(this DeviceTreeNode node, out ImmutableArray<NodeSpecifier> interrupts) =>
        node.ReadInterrupts(NodeIndex.Around(node)).TryGet(out interrupts);

    /// <summary>Reads a value of <c>interrupts</c> as an interrupt parent counts its cells.</summary>
    /// <param name="parent">The interrupt parent.</param>
    /// <param name="value">The specifiers, one after the other.</param>
    /// <returns>The entries before the first fault, and that fault.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static BusReading<NodeSpecifier> ReadSpecifiers(this DeviceTreeNode parent, PropertyValue value)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(value);
        BusFault fault = parent.FindSpecifiersFault(value);
        if (CellCounts.Read(parent, Cells) is not uint count)
        {
            return BusReading<NodeSpecifier>.Failed(fault);
        }

        ImmutableArray<NodeSpecifier>.Builder entries = ImmutableArray.CreateBuilder<NodeSpecifier>();
        var reader = new CellReader(value.Bytes);
        while (count > 0 && reader.Has(count))
        {
            var cells = new uint[count];
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = reader.Take();
            }

            entries.Add(new(parent, [.. cells]));
        }

        return new(entries.ToImmutable(), fault);
    }

    /// <summary>The error of <see cref="ReadSpecifiers"/>, without the entries.</summary>
    internal static BusFault FindSpecifiersFault(this DeviceTreeNode parent, PropertyValue value)
    {
        if (CellCounts.Read(parent, Cells) is not uint count)
        {
            return parent.FindProperty(Cells) is null ? BusFault.NoCellCount : BusFault.UnusableCellCount;
        }

        ulong size = (ulong)count * sizeof(uint);
        return (size == 0 ? value.IsEmpty : (ulong)value.Length % size == 0) ? BusFault.None : BusFault.Length;
    }
}

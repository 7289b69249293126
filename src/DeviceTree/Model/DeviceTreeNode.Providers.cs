using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Partition.DeviceTree.Model;

public sealed partial class DeviceTreeNode
{
    /// <summary>The phandle of this node, from <c>phandle</c> or else <c>linux,phandle</c>; <see langword="null"/> when it has none.</summary>
    public uint? Phandle =>
        FindProperty("phandle")?.Value.TryReadCell(out uint phandle) == true ? phandle
        : FindProperty("linux,phandle")?.Value.TryReadCell(out uint legacy) == true ? legacy : null;

    private DeviceTreeNode Root
    {
        get
        {
            DeviceTreeNode node = this;
            while (node.Parent is not null)
            {
                node = node.Parent;
            }

            return node;
        }
    }

    /// <summary>Reads a property that is one phandle: <c>phy-handle = &lt;&amp;phy0&gt;</c>.</summary>
    /// <param name="name">The property's name.</param>
    /// <param name="node">The node that it names, when this returns <see langword="true"/>.</param>
    /// <returns><see langword="false"/> when there is no such property, it is not one cell, or no node of the tree has the phandle.</returns>
    public bool TryReadPhandle(string name, [NotNullWhen(true)] out DeviceTreeNode? node)
    {
        node = TryReadPhandles(name, out ImmutableArray<DeviceTreeNode> nodes) && nodes.Length == 1 ? nodes[0] : null;
        return node is not null;
    }

    /// <summary>Reads a property that is a list of phandles: <c>memory-region = &lt;&amp;a&gt;, &lt;&amp;b&gt;</c>.</summary>
    /// <param name="name">The property's name.</param>
    /// <param name="nodes">The nodes that it names, in order, or none.</param>
    /// <returns><see langword="false"/> when there is no such property, or a cell is not the phandle of a node of the tree.</returns>
    public bool TryReadPhandles(string name, out ImmutableArray<DeviceTreeNode> nodes)
    {
        nodes = [];
        if (!TryGetValue(name, out PropertyValue? value) || !value.TryReadCells(out ImmutableArray<uint> cells))
        {
            return false;
        }

        DeviceTreeNode?[] found = [.. cells.Select(FindPhandle)];
        if (found.Contains(null))
        {
            return false;
        }

        nodes = [.. found!];
        return true;
    }

    /// <summary>Reads a list of phandles, each with as many cells behind it as its node asks for.</summary>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>value</term><description>entries</description></listheader>
    /// <item><term><c>clocks = &lt;&amp;a 1&gt;, &lt;&amp;b&gt;</c>, <c>#clock-cells</c> 1 in a and 0 in b</term>
    /// <description>(a, 1), (b)</description></item>
    /// <item><term><c>cs-gpios = &lt;0&gt;, &lt;&amp;gpio 3 0&gt;</c></term><description>none, (gpio, 3, 0)</description></item>
    /// </list>
    /// <code>
    /// uart.TryReadSpecifiers("clocks", "#clock-cells", out ImmutableArray&lt;NodeSpecifier?&gt; clocks);
    /// </code>
    /// </remarks>
    /// <param name="name">The property's name.</param>
    /// <param name="cellsName">The property of the providers that counts the cells, such as <c>#clock-cells</c>.</param>
    /// <param name="specifiers">The entries in order; <see langword="null"/> where 0 or 0xffffffff leaves one out.</param>
    /// <returns><see langword="false"/> when there is no such property, a phandle has no node, a node does not count, or cells are missing.</returns>
    public bool TryReadSpecifiers(string name, string cellsName, out ImmutableArray<NodeSpecifier?> specifiers)
    {
        ArgumentNullException.ThrowIfNull(cellsName);
        specifiers = [];
        if (!TryGetValue(name, out PropertyValue? value) || !value.TryReadCells(out ImmutableArray<uint> cells))
        {
            return false;
        }

        ImmutableArray<NodeSpecifier?>.Builder builder = ImmutableArray.CreateBuilder<NodeSpecifier?>();
        for (int i = 0; i < cells.Length;)
        {
            uint phandle = cells[i++];
            if (phandle is 0 or uint.MaxValue)
            {
                builder.Add(null);
                continue;
            }

            if (FindPhandle(phandle) is not DeviceTreeNode provider
                || provider.FindProperty(cellsName)?.Value.TryReadCell(out uint count) != true
                || count > cells.Length - i)
            {
                return false;
            }

            builder.Add(new(provider, cells.Slice(i, (int)count)));
            i += (int)count;
        }

        specifiers = builder.ToImmutable();
        return true;
    }

    /// <summary>Reads <c>interrupts-extended</c>, or else <c>interrupts</c> with the interrupt parent that the node has or inherits.</summary>
    /// <remarks>
    /// <para>
    /// Devicetree Specification v0.4, section 2.4. The parent is found as Linux finds it: <c>interrupt-parent</c> of the node or of the
    /// nearest node above that has one; a node above that has <c>#interrupt-cells</c> itself is the parent before that. An
    /// <c>interrupt-map</c> is not followed: the entries are those that the parent sees.
    /// </para>
    /// <list type="table">
    /// <listheader><term>value</term><description>entries</description></listheader>
    /// <item><term><c>interrupts = &lt;0 1 4&gt;, &lt;0 2 4&gt;</c> below a parent of 3 cells</term><description>(gic, 0 1 4), (gic, 0 2 4)</description></item>
    /// <item><term><c>interrupts-extended = &lt;&amp;pic 7&gt;</c></term><description>(pic, 7)</description></item>
    /// </list>
    /// <code>
    /// if (uart.TryReadInterrupts(out ImmutableArray&lt;NodeSpecifier&gt; interrupts)) { uint line = interrupts[0].Cells[1]; }
    /// </code>
    /// </remarks>
    /// <param name="interrupts">The entries in order, or none.</param>
    /// <returns><see langword="false"/> when there are no interrupts, no parent is found, or the length does not fit its cells.</returns>
    public bool TryReadInterrupts(out ImmutableArray<NodeSpecifier> interrupts)
    {
        interrupts = [];
        if (FindProperty("interrupts-extended") is not null)
        {
            bool isRead = TryReadSpecifiers("interrupts-extended", "#interrupt-cells", out ImmutableArray<NodeSpecifier?> specifiers);
            interrupts = [.. specifiers.OfType<NodeSpecifier>()];
            return isRead;
        }

        if (!TryGetValue("interrupts", out PropertyValue? value) || !value.TryReadCells(out ImmutableArray<uint> cells)
            || FindInterruptParent() is not DeviceTreeNode parent
            || parent.ReadCount("#interrupt-cells", 0) is not (> 0 and uint count) || cells.Length % count != 0)
        {
            return false;
        }

        interrupts = [.. cells.Chunk((int)Math.Min(count, int.MaxValue)).Select(chunk => new NodeSpecifier(parent, [.. chunk]))];
        return true;
    }

    /// <summary>The node that this node's <c>interrupts</c> go to; <see langword="null"/> when none is found.</summary>
    public DeviceTreeNode? FindInterruptParent()
    {
        // Parents that refer to each other in a circle end the search.
        HashSet<DeviceTreeNode> passed = [];
        DeviceTreeNode? node = this;
        while (node is not null && passed.Add(node))
        {
            node = node.FindProperty("interrupt-parent")?.Value.TryReadCell(out uint phandle) == true ? FindPhandle(phandle) : node.Parent;
            if (node?.FindProperty("#interrupt-cells") is not null)
            {
                return node;
            }
        }

        return null;
    }

    private DeviceTreeNode? FindPhandle(uint phandle) =>
        phandle is 0 or uint.MaxValue ? null : Root.DescendantsAndSelf().FirstOrDefault(node => node.Phandle == phandle);
}

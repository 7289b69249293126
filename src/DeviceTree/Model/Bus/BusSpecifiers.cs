using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Partition.DeviceTree.Model.Bus;

/// <summary>Reads lists of phandles with arguments: <c>clocks = &lt;&amp;clk 3&gt;, &lt;&amp;osc&gt;</c>.</summary>
public static class BusSpecifiers
{
    /// <summary>Whether a cell is not the phandle of any node: 0 and 0xffffffff leave an optional entry of a list out.</summary>
    /// <remarks>
    /// Linux bindings, for example spi/spi-controller.yaml (<c>cs-gpios</c>). In an overlay 0xffffffff is a node of the base.
    /// </remarks>
    public static bool IsNoPhandle(uint cell) => cell is 0 or uint.MaxValue;

    /// <summary>Reads a list of phandles, each followed by as many cells as its node asks for.</summary>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>value</term><description>entries</description></listheader>
    /// <item><term><c>clocks = &lt;&amp;a 1&gt;, &lt;&amp;b&gt;</c>, <c>#clock-cells</c> 1 in a and 0 in b</term>
    /// <description>(a, 1), (b)</description></item>
    /// <item><term><c>cs-gpios = &lt;0&gt;, &lt;&amp;gpio 3 0&gt;</c></term><description>none, (gpio, 3, 0)</description></item>
    /// </list>
    /// </remarks>
    /// <param name="value">The property's value.</param>
    /// <param name="cellsName">The property of the providers that counts the cells, such as <c>#clock-cells</c>.</param>
    /// <param name="index">The nodes of the tree.</param>
    /// <param name="defaultCells">The count for a provider without that property; <see langword="null"/> when it must have it.</param>
    /// <returns>The entries before the first fault, <see langword="null"/> for one that is left out, and that fault.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static BusReading<NodeSpecifier?> ReadSpecifiers(
        this PropertyValue value, string cellsName, NodeIndex index, uint? defaultCells = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(cellsName);
        ArgumentNullException.ThrowIfNull(index);
        ImmutableArray<NodeSpecifier?>.Builder entries = ImmutableArray.CreateBuilder<NodeSpecifier?>();
        var reader = new SpecifierReader(value, cellsName, index, defaultCells);
        while (reader.Read())
        {
            entries.Add(reader.Provider is null ? null : new(reader.Provider, ArgumentsOf(reader)));
        }

        return new(entries.ToImmutable(), reader.Fault);
    }

    /// <summary>Reads a list of phandles with arguments when it is whole.</summary>
    /// <remarks>
    /// <code>
    /// uart.TryReadSpecifiers("clocks", "#clock-cells", out ImmutableArray&lt;NodeSpecifier?&gt; clocks);
    /// </code>
    /// </remarks>
    /// <param name="node">The node that has the property.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="cellsName">The property of the providers that counts the cells, such as <c>#clock-cells</c>.</param>
    /// <param name="specifiers">The entries in order, <see langword="null"/> for one that is left out; or none.</param>
    /// <returns><see langword="false"/> when there is no such property, or a fault in it.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static bool TryReadSpecifiers(
        this DeviceTreeNode node, string name, string cellsName, out ImmutableArray<NodeSpecifier?> specifiers)
    {
        ArgumentNullException.ThrowIfNull(node);
        BusReading<NodeSpecifier?> reading = node.TryGetValue(name, out PropertyValue? value)
            ? value.ReadSpecifiers(cellsName, NodeIndex.Around(node))
            : BusReading<NodeSpecifier?>.Failed(BusFault.NoProperty);
        return reading.TryGet(out specifiers);
    }

    private static ImmutableArray<uint> ArgumentsOf(SpecifierReader reader)
    {
        var cells = new uint[reader.ArgumentCount];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = reader.CellAt(reader.Cell + 1 + i);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(cells);
    }
}

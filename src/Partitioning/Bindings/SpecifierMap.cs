using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;

namespace Partition.Partitioning.Bindings;

/// <summary>Reads the map of a nexus, and follows a specifier through it: <c>gpio-map</c> of a connector.</summary>
/// <remarks>Devicetree Specification v0.4, section 2.5.1. Interrupts have a map of their own, with addresses (section 2.4.3).</remarks>
/// <param name="index">The nodes of the tree.</param>
internal sealed class SpecifierMap(NodeIndex index)
{
    // A nexus may lead to another nexus; a tree that sends a line round in a circle is broken.
    private const int MaxNexusNodes = 16;
    private const string Ending = "-map";

    private static readonly string[] s_specifiers =
        ["gpio", "clock", "pwm", "io-channel", "reset", "power-domain", "phy", "thermal-sensor", "mux-control", "hwlock"];

    /// <summary>Whether a property is such a map.</summary>
    public static bool IsMap(string property) =>
        property.EndsWith(Ending, StringComparison.Ordinal) && s_specifiers.Contains(property[..^Ending.Length]);

    /// <summary>Reads a map.</summary>
    /// <param name="nexus">The node that has it.</param>
    /// <param name="map">The property.</param>
    /// <param name="isWhole">Whether the value could be read to its end.</param>
    public ImmutableArray<SpecifierMapEntry> Read(DeviceTreeNode nexus, DeviceTreeProperty map, out bool isWhole)
    {
        ImmutableArray<SpecifierMapEntry>.Builder entries = ImmutableArray.CreateBuilder<SpecifierMapEntry>();
        string counting = CountingProperty(map.Name[..^Ending.Length]);
        uint? length = CellCounts.Read(nexus, counting);
        isWhole = map.Value.TryReadCells(out ImmutableArray<uint> cells) && length is not null;
        for (int start = 0; isWhole && start < cells.Length;)
        {
            long phandleAt = start + (long)length!;
            DeviceTreeNode? provider = phandleAt < cells.Length ? index.FindByPhandle(cells[(int)phandleAt]) : null;
            isWhole = provider is not null && CellCounts.Read(provider, counting) is uint count && phandleAt + 1 + count <= cells.Length;
            if (isWhole)
            {
                int at = (int)phandleAt;
                int end = at + 1 + (int)CellCounts.Read(provider!, counting)!;
                entries.Add(new(start, cells[start..at], provider!, cells[(at + 1)..end]));
                start = end;
            }
        }

        return entries.ToImmutable();
    }

    /// <summary>Finds the nodes that have a line which a reference names at a nexus.</summary>
    /// <param name="target">The node that the reference names.</param>
    /// <param name="specifier">The cells after its phandle.</param>
    /// <param name="counting">The property that counts these cells, <c>#gpio-cells</c>.</param>
    /// <returns>The nodes on the way after the nexus, the last of which has the line; none when the target is not a nexus.</returns>
    public IEnumerable<DeviceTreeNode> Follow(DeviceTreeNode target, ImmutableArray<uint> specifier, string counting)
    {
        const int around = 1 + 6; // # and -cells
        if (counting.Length <= around || !s_specifiers.Contains(counting[1..^6]))
        {
            yield break;
        }

        string kind = counting[1..^6];
        for (int i = 0; i < MaxNexusNodes && target.FindProperty(kind + Ending) is { } map; i++)
        {
            uint[] mask = ReadCells(target, $"{kind}-map-mask", specifier.Length, uint.MaxValue);
            SpecifierMapEntry? entry = Read(target, map, out _).FirstOrDefault(entry => Matches(entry.Child, specifier, mask));
            if (entry is null)
            {
                yield break;
            }

            specifier = PassThrough(entry.Parent, specifier, ReadCells(target, $"{kind}-map-pass-thru", specifier.Length, 0));
            target = entry.Provider;
            yield return target;
        }
    }

    private static string CountingProperty(string kind) => $"#{kind}-cells";

    private static bool Matches(ImmutableArray<uint> entry, ImmutableArray<uint> wanted, uint[] mask) =>
        entry.Length == wanted.Length && Enumerable.Range(0, entry.Length).All(i => ((entry[i] ^ wanted[i]) & mask[i]) == 0);

    /// <summary>Takes the bits that the nexus passes on, such as the flags of a line, from the specifier at the nexus.</summary>
    private static ImmutableArray<uint> PassThrough(ImmutableArray<uint> parent, ImmutableArray<uint> child, uint[] passed) =>
        [.. parent.Select((cell, i) => i < child.Length ? (cell & ~passed[i]) | (child[i] & passed[i]) : cell)];

    private static uint[] ReadCells(DeviceTreeNode node, string property, int count, uint otherwise)
    {
        var cells = new uint[count];
        Array.Fill(cells, otherwise);
        if (node.TryGetValue(property, out PropertyValue? value) && value.TryReadCells(out ImmutableArray<uint> given))
        {
            given.AsSpan(0, Math.Min(count, given.Length)).CopyTo(cells);
        }

        return cells;
    }
}

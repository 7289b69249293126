using System.Collections.Immutable;
using Partition.DeviceTree;

namespace Partition.Slicing;

/// <summary>Follows a node's interrupts to the generic interrupt controller.</summary>
/// <remarks>Devicetree Specification v0.4, section 2.4; specifier cells as the GIC binding gives them (type, number, flags).</remarks>
internal sealed class InterruptResolution
{
    // A nexus may lead to another nexus; a tree that sends an interrupt round in a circle is broken.
    private const int MostNexusNodes = 16;
    private const uint SharedType = 0;
    private const uint PrivateType = 1;

    private readonly Dictionary<uint, DeviceTreeNode> _nodesByPhandle = [];

    public InterruptResolution(DeviceTreeDocument document)
    {
        foreach (DeviceTreeNode node in document.Nodes)
        {
            if (node.TryGetValue("phandle", out PropertyValue? value) && value.TryReadCell(out uint phandle))
            {
                _nodesByPhandle.TryAdd(phandle, node);
            }
        }
    }

    /// <summary>The node that a phandle stands for, or <see langword="null"/>.</summary>
    public DeviceTreeNode? FindByPhandle(uint phandle) => _nodesByPhandle.GetValueOrDefault(phandle);

    /// <summary>The interrupts of a node that end at a generic interrupt controller.</summary>
    public ImmutableArray<InterruptId> ReadInterrupts(DeviceTreeNode node)
    {
        ImmutableArray<InterruptId>.Builder interrupts = ImmutableArray.CreateBuilder<InterruptId>();
        foreach ((DeviceTreeNode controller, ImmutableArray<uint> specifier) in ReadSpecifiers(node))
        {
            if (TryFollow(node, controller, specifier, out InterruptId interrupt))
            {
                interrupts.Add(interrupt);
            }
        }

        return interrupts.ToImmutable();
    }

    /// <summary>The interrupt parent of a node: its own, or that of the nearest node above which has one.</summary>
    public DeviceTreeNode? FindInterruptParent(DeviceTreeNode node)
    {
        for (DeviceTreeNode? level = node; level is not null; level = level.Parent)
        {
            if (level.TryGetValue("interrupt-parent", out PropertyValue? value) && value.TryReadCell(out uint phandle))
            {
                return FindByPhandle(phandle);
            }

            // Without the property the tree's own parent takes the interrupts, if it is one that takes any.
            if (level != node && level.FindProperty("#interrupt-cells") is not null)
            {
                return level;
            }
        }

        return null;
    }

    private IEnumerable<(DeviceTreeNode Controller, ImmutableArray<uint> Specifier)> ReadSpecifiers(DeviceTreeNode node)
    {
        if (node.TryGetValue("interrupts-extended", out PropertyValue? extended) && extended.TryReadCells(out ImmutableArray<uint> list))
        {
            for (int i = 0; i < list.Length;)
            {
                DeviceTreeNode? controller = FindByPhandle(list[i]);
                int cells = controller is null ? 0 : CellCounts.Read(controller, "#interrupt-cells") ?? 0;
                if (controller is null || i + 1 + cells > list.Length)
                {
                    yield break;
                }

                yield return (controller, list.Slice(i + 1, cells));
                i += 1 + cells;
            }

            yield break;
        }

        if (node.TryGetValue("interrupts", out PropertyValue? value) && value.TryReadCells(out ImmutableArray<uint> specifiers)
            && FindInterruptParent(node) is { } parent && CellCounts.Read(parent, "#interrupt-cells") is int count and > 0)
        {
            for (int i = 0; i + count <= specifiers.Length; i += count)
            {
                yield return (parent, specifiers.Slice(i, count));
            }
        }
    }

    private bool TryFollow(DeviceTreeNode device, DeviceTreeNode controller, ImmutableArray<uint> specifier, out InterruptId interrupt)
    {
        for (int i = 0; i < MostNexusNodes && controller.FindProperty("interrupt-map") is not null; i++)
        {
            if (!TryCrossNexus(device, ref controller, ref specifier))
            {
                interrupt = default;
                return false;
            }
        }

        interrupt = default;
        if (controller.FindProperty("interrupt-controller") is null || specifier.Length < 3 || specifier[0] > PrivateType)
        {
            return false;
        }

        interrupt = specifier[0] == SharedType ? InterruptId.Shared(specifier[1]) : InterruptId.Private(specifier[1]);
        return true;
    }

    /// <summary>Finds the entry of an interrupt nexus that matches a unit address and specifier, and moves on to its parent.</summary>
    private bool TryCrossNexus(DeviceTreeNode device, ref DeviceTreeNode controller, ref ImmutableArray<uint> specifier)
    {
        int addressCells = CellCounts.Read(controller, "#address-cells") ?? 0;
        int interruptCells = CellCounts.Read(controller, "#interrupt-cells") ?? 0;
        if (!controller.TryGetValue("interrupt-map", out PropertyValue? value) || !value.TryReadCells(out ImmutableArray<uint> map)
            || specifier.Length != interruptCells)
        {
            return false;
        }

        uint[] wanted = [.. UnitAddress(device, addressCells), .. specifier];
        uint[] mask = ReadMask(controller, wanted.Length);
        for (int i = 0; i + wanted.Length < map.Length;)
        {
            int parentAt = i + wanted.Length;
            if (FindByPhandle(map[parentAt]) is not { } parent)
            {
                return false;
            }

            int parentAddressCells = CellCounts.Read(parent, "#address-cells") ?? 0;
            int parentInterruptCells = CellCounts.Read(parent, "#interrupt-cells") ?? 0;
            int end = parentAt + 1 + parentAddressCells + parentInterruptCells;
            if (end > map.Length)
            {
                return false;
            }

            if (Matches(map.AsSpan(i, wanted.Length), wanted, mask))
            {
                controller = parent;
                specifier = map.Slice(end - parentInterruptCells, parentInterruptCells);
                return true;
            }

            i = end;
        }

        return false;
    }

    private static uint[] UnitAddress(DeviceTreeNode device, int cells)
    {
        var address = new uint[cells];
        if (device.TryGetValue("reg", out PropertyValue? value) && value.TryReadCells(out ImmutableArray<uint> reg))
        {
            reg.AsSpan(0, Math.Min(cells, reg.Length)).CopyTo(address);
        }

        return address;
    }

    private static uint[] ReadMask(DeviceTreeNode nexus, int length)
    {
        var mask = new uint[length];
        Array.Fill(mask, uint.MaxValue);
        if (nexus.TryGetValue("interrupt-map-mask", out PropertyValue? value) && value.TryReadCells(out ImmutableArray<uint> cells))
        {
            cells.AsSpan(0, Math.Min(length, cells.Length)).CopyTo(mask);
        }

        return mask;
    }

    private static bool Matches(ReadOnlySpan<uint> entry, uint[] wanted, uint[] mask)
    {
        for (int i = 0; i < wanted.Length; i++)
        {
            if (((entry[i] ^ wanted[i]) & mask[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }
}

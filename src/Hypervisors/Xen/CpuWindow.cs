using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;

namespace Partition.Hypervisors.Xen;

/// <summary>A range of a bus's own addresses, and where the CPU sees it: the <c>ranges</c> of all buses above in one step.</summary>
/// <param name="Child">The first byte as the devices on the bus have it.</param>
/// <param name="Cpu">The same byte as the CPU sees it.</param>
/// <param name="Size">Length in bytes, up to 2^64.</param>
internal readonly record struct CpuWindow(UInt128 Child, ulong Cpu, UInt128 Size)
{
    private static readonly CpuWindow s_whole = new(0, 0, (UInt128)1 << 64);

    /// <summary>The windows of a bus, in the order in which a kernel tries them; none where the CPU does not reach the bus.</summary>
    public static ImmutableArray<CpuWindow> Of(DeviceTreeNode bus)
    {
        if (bus.Parent is null)
        {
            return [s_whole];
        }

        (ImmutableArray<RangeEntry> entries, BusFault fault) = bus.ReadRanges();
        if (fault != BusFault.None)
        {
            return [];
        }

        ImmutableArray<CpuWindow> outer = Of(bus.Parent);
        return entries.IsEmpty ? outer
            : [.. entries.SelectMany(entry => outer.Select(window => window.Narrow(entry)).OfType<CpuWindow>())];
    }

    /// <summary>Where the CPU sees an address of a bus; <see langword="null"/> when it does not.</summary>
    public static ulong? Translate(ImmutableArray<CpuWindow> windows, UInt128 address)
    {
        foreach (CpuWindow window in windows)
        {
            if (address >= window.Child && address - window.Child < window.Size)
            {
                return window.Cpu + (ulong)(address - window.Child);
            }
        }

        return null;
    }

    /// <summary>The part of the window that a range of a bus below leads to, in that bus's addresses.</summary>
    private CpuWindow? Narrow(RangeEntry entry)
    {
        UInt128 start = UInt128.Max(entry.ParentAddress, Child);
        UInt128 end = UInt128.Min(entry.ParentAddress + entry.Size, Child + Size);
        return start < end
            ? new(entry.ChildAddress + (start - entry.ParentAddress), Cpu + (ulong)(start - Child), end - start)
            : null;
    }
}

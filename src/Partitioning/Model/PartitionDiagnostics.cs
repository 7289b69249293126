using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Model;

/// <summary>The errors in what a project asks for as a whole.</summary>
internal static class PartitionDiagnostics
{
    public static Diagnostic InvalidPageSize(SourceSpan at, string text) => Diagnostic.Error("HV2045", at,
        $"The property PartitionPageSize is '{text}'. Write a power of two from 4K: 4K, 16K, 64K.");

    public static Diagnostic InvalidBoardMemory(SourceSpan at, string fault) => Diagnostic.Error("HV2055", at,
        $"BoardMemory must be ranges of RAM, each an address, ':' and a size, separated by ';'. {fault}. "
        + "Write, for example, 0x80000000:1G.");

    public static Diagnostic BoardHasMemory(SourceSpan at, DeviceTreeNode node, AddressRange range) => Diagnostic.Error("HV2056", at,
        $"BoardMemory is for a tree that leaves its RAM to the boot loader, but '{node.Path}' gives RAM at {range}. "
        + "Remove BoardMemory, or correct the tree.") with
    { Notes = [new(node.Span, "the RAM of the board's tree")] };
}

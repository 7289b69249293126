using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;

namespace Partition.DeviceTree.Checks;

/// <summary>The cells that a kind of bus has.</summary>
internal static class BusCells
{
    /// <summary>Checks that a bus has them.</summary>
    public static void Check(DeviceTreeNode node, string kind, uint address, uint size, CheckContext context)
    {
        CellCounts cells = CellCounts.Of(node);
        if (cells.Address != address)
        {
            context.Report(node, BusDiagnostics.BusCells(node.Span, node.Path, kind, "#address-cells", address));
        }

        if (cells.Size != size)
        {
            context.Report(node, BusDiagnostics.BusCells(node.Span, node.Path, kind, "#size-cells", size));
        }
    }
}

namespace Partition.DeviceTree.Checks;

/// <summary>What checks need to know beside the node.</summary>
internal sealed class CheckContext
{
    private readonly Dictionary<uint, DeviceTreeNode> _phandles = [];

    /// <summary>Makes the context of a tree.</summary>
    public CheckContext(DeviceTreeDocument document, Action<Diagnostic> report)
    {
        (Document, Report) = (document, report);
        foreach (DeviceTreeNode node in document.Nodes)
        {
            if ((node.FindProperty("phandle") ?? node.FindProperty("linux,phandle"))?.Value.TryReadCell(out uint phandle) == true)
            {
                _phandles.TryAdd(phandle, node);
            }
        }
    }

    /// <summary>The tree.</summary>
    public DeviceTreeDocument Document { get; }

    /// <summary>Reports a fault.</summary>
    public Action<Diagnostic> Report { get; }

    /// <summary>Finds a node by its phandle.</summary>
    public DeviceTreeNode? FindByPhandle(uint phandle) => _phandles.GetValueOrDefault(phandle);

    /// <summary>What <c>#address-cells</c> of a node says; <see langword="null"/> when nothing usable.</summary>
    public static uint? AddressCells(DeviceTreeNode node) => Cells(node, "#address-cells");

    /// <summary>What <c>#size-cells</c> of a node says; <see langword="null"/> when nothing usable.</summary>
    public static uint? SizeCells(DeviceTreeNode node) => Cells(node, "#size-cells");

    /// <summary>The value of a property that is one cell.</summary>
    public static uint? Cells(DeviceTreeNode node, string name) =>
        node.FindProperty(name)?.Value.TryReadCell(out uint value) == true ? value : null;
}

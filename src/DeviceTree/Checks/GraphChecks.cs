using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;

namespace Partition.DeviceTree.Checks;

/// <summary>Checks of graphs: ports with endpoints, each of which names the endpoint at the other side.</summary>
internal static class GraphChecks
{
    /// <summary>Finds the ports, and what holds them.</summary>
    public static void CheckNodes(DeviceTreeNode node, CheckContext context)
    {
        foreach (DeviceTreeNode child in node.ChildSpan)
        {
            if (!IsEndpoint(child))
            {
                continue;
            }

            if (node.Parent is not null)
            {
                MarkPort(node, context);
                return;
            }

            context.Report(node, GraphDiagnostics.EndpointInRoot(child.Span, child.Name));
        }
    }

    private static bool IsEndpoint(DeviceTreeNode node) =>
        node.BaseNameSpan is "endpoint" || node.FindProperty("remote-endpoint") is not null;

    private static void MarkPort(DeviceTreeNode node, CheckContext context)
    {
        context.SetBus(node, Bus.GraphPort);
        if (context.BusOf(node.Parent) == Bus.None && (node.Parent!.Name == "ports" || node.FindProperty("reg") is not null))
        {
            context.SetBus(node.Parent, Bus.GraphPorts);
        }
    }

    /// <summary>A port.</summary>
    public static void CheckPort(DeviceTreeNode node, CheckContext context)
    {
        if (context.BusOf(node) == Bus.GraphPort)
        {
            CheckReg(node, context);
            CheckName(node, "port", context);
        }
    }

    /// <summary>An endpoint.</summary>
    public static void CheckEndpoint(DeviceTreeNode node, CheckContext context)
    {
        if (context.BusOf(node.Parent) != Bus.GraphPort)
        {
            return;
        }

        CheckReg(node, context);
        CheckName(node, "endpoint", context);
        if (!context.Document.IsPlugin && FindRemote(node, context) is DeviceTreeNode remote && FindRemote(remote, context) != node)
        {
            context.Report(node, GraphDiagnostics.OneWay(node.Span, node.Path, remote.Path, remote.Span));
        }
    }

    private static void CheckName(DeviceTreeNode node, string name, CheckContext context)
    {
        if (!context.Document.IsPlugin && !node.BaseNameSpan.SequenceEqual(name))
        {
            context.Report(node, GraphDiagnostics.Name(node.Span, node.Path, name));
        }
    }

    private static void CheckReg(DeviceTreeNode node, CheckContext context)
    {
        if (node.FindProperty("reg") is not DeviceTreeProperty property)
        {
            return;
        }

        if (!property.Value.TryReadCell(out uint number))
        {
            context.Report(node, GraphDiagnostics.Reg(property.Span, node.Path, property.Value.Length));
            return;
        }

        if (!Values.IsHex(node.UnitAddressSpan, number))
        {
            context.Report(node, BusDiagnostics.WrongUnitAddress(node.Span, node.Path, "graph", Values.Hex(number)));
        }

        CellCounts cells = CellCounts.Of(node.Parent!);
        if (cells.DeclaredAddress != 1)
        {
            context.Report(
                node,
                node.FindProperty("#address-cells"),
                GraphDiagnostics.Cells(node.Span, node.Path, node.Parent!.Path, "#address-cells", 1));
        }

        if (cells.DeclaredSize != 0)
        {
            context.Report(
                node,
                node.FindProperty("#size-cells"),
                GraphDiagnostics.Cells(node.Span, node.Path, node.Parent!.Path, "#size-cells", 0));
        }
    }

    /// <summary>The other side of an endpoint; <see langword="null"/> when there is none, or after a fault.</summary>
    private static DeviceTreeNode? FindRemote(DeviceTreeNode endpoint, CheckContext context)
    {
        if (endpoint.FindProperty("remote-endpoint") is not DeviceTreeProperty property)
        {
            return null;
        }

        bool isCell = property.Value.TryReadCell(out uint phandle);
        if (isCell && BusSpecifiers.IsNoPhandle(phandle))
        {
            return null;
        }

        DeviceTreeNode? remote = isCell ? context.Index.FindByPhandle(phandle) : null;
        if (remote is null)
        {
            context.Report(endpoint, property, GraphDiagnostics.BadRemote(property.Span, endpoint.Path));
        }

        return remote;
    }
}

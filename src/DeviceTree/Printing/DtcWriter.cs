using System.Collections.Immutable;
using System.Globalization;
using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Printing;

/// <summary>Writes a tree letter by letter as <c>dtc -O dts</c> prints it.</summary>
internal sealed class DtcWriter(DeviceTreeDocument document, TextWriter writer)
{
    private readonly DtcReferences _references = new(document);

    /// <summary>Writes the whole document.</summary>
    public void Write()
    {
        writer.Write("/dts-v1/;\n");
        bool hasFixups = document.Root.FindChild("__fixups__") is not null || document.Root.FindChild("__local_fixups__") is not null;
        if (document.IsPlugin || (document.IsFromBlob && hasFixups))
        {
            writer.Write("/plugin/;\n");
        }

        writer.Write('\n');
        foreach (MemoryReservation reservation in document.MemoryReservations)
        {
            WriteLabels(reservation.Labels);
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"/memreserve/\t0x{reservation.Address:x16} 0x{reservation.Size:x16};\n"));
        }

        WriteNodes();
    }

    /// <summary>Writes all nodes. Does not call itself: a tree may be deeper than the stack.</summary>
    private void WriteNodes()
    {
        var open = new Stack<(DeviceTreeNode Node, int Next)>();
        Begin(document.Root, open);
        while (open.TryPop(out (DeviceTreeNode Node, int Next) top))
        {
            if (top.Next == top.Node.Children.Count)
            {
                Indent(open.Count);
                writer.Write("};\n");
                continue;
            }

            open.Push((top.Node, top.Next + 1));
            writer.Write('\n');
            Begin(top.Node.Children[top.Next], open);
        }
    }

    private void Begin(DeviceTreeNode node, Stack<(DeviceTreeNode Node, int Next)> open)
    {
        Indent(open.Count);
        WriteLabels(_references.LabelsOf(node));
        writer.Write(node == document.Root && node.Name.Length == 0 ? "/" : node.Name);
        writer.Write(" {\n");
        open.Push((node, 0));
        foreach (DeviceTreeProperty property in node.Properties)
        {
            Indent(open.Count);
            WriteLabels(property.Labels);
            writer.Write(property.Name);
            new DtcValue(property.Value, _references.Within(property)).Write(writer);
            writer.Write(";\n");
        }
    }

    private void WriteLabels(ImmutableArray<string> labels)
    {
        foreach (string label in labels)
        {
            writer.Write(label);
            writer.Write(": ");
        }
    }

    private void Indent(int depth)
    {
        for (int i = 0; i < depth; i++)
        {
            writer.Write('\t');
        }
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Printing;

/// <summary>Writes nodes, properties and reservations as source.</summary>
internal sealed class SourceWriter(DeviceTreeDocument document, TextWriter writer, Func<DeviceTreeNode, string?>? comment)
{
    private readonly HashSet<string> _labels = new(StringComparer.Ordinal);
    private readonly ValueText _values = new(document);

    /// <summary>Writes the whole document.</summary>
    public void Write()
    {
        writer.Write("/dts-v1/;\n");
        if (document.IsPlugin && !HasReferences())
        {
            writer.Write("/plugin/;\n");
        }

        writer.Write('\n');
        foreach (MemoryReservation reservation in document.MemoryReservations)
        {
            WriteLabels(reservation.Labels, null);
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"/memreserve/ 0x{reservation.Address:x} 0x{reservation.Size:x};\n"));
        }

        WriteNodes();
        if (document.Root.Labels.Length > 0)
        {
            WriteRootLabels();
        }
    }

    private bool HasReferences() =>
        document.Nodes.SelectMany(static node => node.Properties).Any(static property => property.Value.References.Any());

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
            if (top.Next > 0 || top.Node.Properties.Count > 0)
            {
                writer.Write('\n');
            }

            Begin(top.Node.Children[top.Next], open);
        }
    }

    private void Begin(DeviceTreeNode node, Stack<(DeviceTreeNode Node, int Next)> open)
    {
        WriteComment(node, open.Count);
        Indent(open.Count);
        if (node == document.Root)
        {
            writer.Write("/ {\n");
        }
        else
        {
            WriteLabels(node.Labels, node);
            writer.Write(node.Name);
            writer.Write(" {\n");
        }

        open.Push((node, 0));
        foreach (DeviceTreeProperty property in node.Properties)
        {
            Indent(open.Count);
            WriteLabels(property.Labels, null);
            writer.Write(property.Name);
            _values.Write(property, _labels, writer);
            writer.Write(";\n");
        }
    }

    /// <summary>The root takes its labels from references, one each; what comes last is listed first.</summary>
    private void WriteRootLabels()
    {
        foreach (string label in document.Root.Labels.Reverse().Where(_labels.Add))
        {
            writer.Write($"\n{label}: &{{/}} {{\n}};\n");
        }
    }

    /// <summary>Writes the labels that belong to a node, or to what is no node.</summary>
    private void WriteLabels(ImmutableArray<string> labels, DeviceTreeNode? owner)
    {
        foreach (string label in labels.Where(label => _values.IsOwner(label, owner) && _labels.Add(label)))
        {
            writer.Write(label);
            writer.Write(": ");
        }
    }

    /// <summary>Writes what is to be said of a node, in one line that ends where it is meant to.</summary>
    private void WriteComment(DeviceTreeNode node, int depth)
    {
        if (comment?.Invoke(node) is { Length: > 0 } text)
        {
            Indent(depth);
            writer.Write($"/* {text.Replace("*/", "* /", StringComparison.Ordinal).ReplaceLineEndings(" ")} */\n");
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

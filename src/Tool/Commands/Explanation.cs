using Partition.Building.Diagnostics;
using System.Globalization;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Tool.Reporting;

namespace Partition.Tool.Commands;

/// <summary>Says where a node and its properties come from.</summary>
internal static class Explanation
{
    private const string Generated = "(made by the compiler)";

    /// <summary>Writes a line for the node, for each place where it is opened again, and for each property.</summary>
    /// <param name="document">The tree.</param>
    /// <param name="name">A path, or a label after <c>&amp;</c>.</param>
    /// <param name="writer">Takes the text.</param>
    /// <returns>Whether there is such a node.</returns>
    public static bool TryWrite(DeviceTreeDocument document, string name, TextWriter writer)
    {
        DeviceTreeNode? node = name.StartsWith('&') ? document.FindByLabel(name[1..]) : document.FindByPath(name);
        if (node is null)
        {
            return false;
        }

        Row(writer, node.Path, PlaceOf(node.Span));
        foreach (SourceSpan extension in node.Extensions)
        {
            Row(writer, "  opened again", PlaceOf(extension));
        }

        foreach (DeviceTreeProperty property in node.Properties)
        {
            Row(writer, "  " + property.Name, PlaceOf(property.Span));
        }

        return true;
    }

    private static void Row(TextWriter writer, string what, string where) =>
        writer.WriteLine($"{Printable.Escape(what),-32} {Printable.Escape(where)}");

    private static string PlaceOf(SourceSpan span) =>
        span.HasFile ? string.Create(CultureInfo.InvariantCulture, $"{span.Path}({span.StartLine},{span.StartColumn})") : Generated;
}

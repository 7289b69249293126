using System.Collections.Immutable;

namespace Partition.DeviceTree.Model;

/// <summary>Labels of a tree that was read from a blob: <c>/__symbols__</c> keeps those of a tree that was compiled with symbols.</summary>
public static class SymbolLabels
{
    /// <summary>
    /// Gives nodes the labels that <c>/__symbols__</c> has for them, behind those that they have. Without the node nothing changes.
    /// </summary>
    /// <param name="document">The tree, which is changed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="document"/> is <see langword="null"/>.</exception>
    public static void Restore(DeviceTreeDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.Root.FindChild("__symbols__") is not DeviceTreeNode symbols)
        {
            return;
        }

        var taken = document.Nodes.SelectMany(static node => node.Labels).ToHashSet(StringComparer.Ordinal);
        foreach (DeviceTreeProperty symbol in symbols.Properties)
        {
            if (symbol.Value.TryReadString(out string path) && document.FindByPath(path) is DeviceTreeNode node && taken.Add(symbol.Name))
            {
                node.Labels = node.Labels.Add(symbol.Name);
            }
        }
    }
}

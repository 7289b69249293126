using System.IO.Enumeration;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;

namespace Partition.Partitioning.Selection;

/// <summary>Finds the nodes that one entry of a device list names.</summary>
/// <remarks>
/// <list type="table">
/// <item><term><c>*</c></term><description>everything</description></item>
/// <item><term><c>uart0</c></term><description>the node with this label</description></item>
/// <item><term><c>/soc/uart@9000</c></term><description>the node at this path</description></item>
/// <item><term><c>alias:serial1</c></term><description>the node that <c>/aliases</c> has under this name</description></item>
/// <item><term><c>compatible:arm,pl*</c></term><description>the nodes with a matching <c>compatible</c> string; <c>*</c> and <c>?</c> are
/// wildcards</description></item>
/// </list>
/// </remarks>
internal static class DeviceSelector
{
    private const string AliasPrefix = "alias:";
    private const string CompatiblePrefix = "compatible:";

    public static IReadOnlyList<DeviceTreeNode> Find(Board board, string entry)
    {
        if (entry == "*")
        {
            return [.. board.Devices.Where(static device => device.Role != DeviceRole.Frame).Select(static device => device.Node)];
        }

        if (entry.StartsWith(CompatiblePrefix, StringComparison.Ordinal))
        {
            string pattern = entry[CompatiblePrefix.Length..].Trim();
            return [.. board.Devices
                .Where(device => device.Role != DeviceRole.Frame
                    && device.Compatible.Any(name => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false)))
                .Select(static device => device.Node)];
        }

        return FindOne(board, entry) is { } node ? [node] : [];
    }

    /// <summary>Finds the node that a label, a path or an alias names.</summary>
    /// <returns>The node, or <see langword="null"/>.</returns>
    public static DeviceTreeNode? FindOne(Board board, string entry) => entry.StartsWith(AliasPrefix, StringComparison.Ordinal)
        ? board.FindByAlias(entry[AliasPrefix.Length..].Trim())
        : board.FindByReference(entry);

    /// <summary>What the writer of an entry that matches nothing probably meant.</summary>
    public static string? FindNearest(Board board, string entry)
    {
        if (entry.StartsWith('/'))
        {
            return NearestName.Find(entry, board.Document.Nodes.Select(static node => node.Path));
        }

        if (entry.StartsWith(AliasPrefix, StringComparison.Ordinal))
        {
            IEnumerable<string> aliases = board.Document.FindByPath("/aliases")?.Properties.Select(static property => property.Name) ?? [];
            return NearestName.Find(entry[AliasPrefix.Length..], aliases) is { } alias ? AliasPrefix + alias : null;
        }

        return entry.StartsWith(CompatiblePrefix, StringComparison.Ordinal)
            ? NearestName.Find(
                entry[CompatiblePrefix.Length..],
                board.Devices.SelectMany(static device => device.Compatible).Distinct()) is { } name
                ? CompatiblePrefix + name : null
            : board.FindByAlias(entry) is not null ? AliasPrefix + entry
            : NearestName.Find(entry, board.Document.Nodes.SelectMany(static node => node.Labels));
    }
}

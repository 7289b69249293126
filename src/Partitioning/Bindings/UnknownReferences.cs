using System.Collections.Immutable;
using Partition.DeviceTree.Model;

namespace Partition.Partitioning.Bindings;

/// <summary>Finds numbers in a blob that look like references although no binding says so.</summary>
/// <remarks>
/// A phandle is a small number like many others: on the boards of Linux a number that happens to be the phandle of some <c>syscon</c>
/// (a <c>reg-shift</c>, a <c>drive-strength</c>) is none a hundred times more often than it is one. So a name has to speak for it, and
/// where the name could be that of a setting, too, the node that it names as well. A property counts only if every one of its name on
/// the board begins with the phandle of some node.
/// </remarks>
internal sealed class UnknownReferences(DeviceTreeDocument document, NodeIndex index)
{
    private static readonly string[] s_telling =
    [
        "-handle", "-phandle", "-parent", "-controller", "-regmap", "-regs", "-master", "-codec", "-grf", ",grf", ",pmu",
    ];
    private static readonly string[] s_tellingOfController = ["-bus", "-dev", "-device", ",ctrl", "-sysreg", ",sysreg"];

    private readonly bool _isFromBlob = !document.Nodes.Any(static node => node.Span.HasFile);
    private Dictionary<string, bool>? _candidates;

    /// <summary>Reads a property that no binding knows.</summary>
    public PhandleList Find(DeviceTreeNode node, DeviceTreeProperty property)
    {
        if (!_isFromBlob || property.Name is "phandle" or "linux,phandle" or "reg" || property.Name.StartsWith('#')
            || !(_candidates ??= FindCandidates()).GetValueOrDefault(property.Name))
        {
            return PhandleList.Empty;
        }

        property.Value.TryReadCells(out ImmutableArray<uint> cells);
        DeviceTreeNode target = index.FindByPhandle(cells[0])!;
        return target == node
            || !(IsOneOf(s_telling, property.Name) || (IsOneOf(s_tellingOfController, property.Name) && IsSystemController(target)))
            ? PhandleList.Empty
            : new([new(target, 0, property.Value.Length, 0, property.Span)], PhandleTie.Need, IsWhole: true, IsKnown: false);
    }

    /// <summary>The names whose every value begins with the phandle of a node.</summary>
    private Dictionary<string, bool> FindCandidates()
    {
        var candidates = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (DeviceTreeProperty property in document.Nodes.SelectMany(static node => node.Properties))
        {
            if (candidates.GetValueOrDefault(property.Name, true))
            {
                candidates[property.Name] = property.Value.Length > 0
                    && property.Value.TryReadCells(out ImmutableArray<uint> cells) && index.FindByPhandle(cells[0]) is not null;
            }
        }

        return candidates;
    }

    private static bool IsOneOf(string[] endings, string name) =>
        Array.Exists(endings, ending => name.EndsWith(ending, StringComparison.Ordinal));

    private static bool IsSystemController(DeviceTreeNode node) =>
        node.TryGetValue("compatible", out PropertyValue? value) && value.TryReadStrings(out ImmutableArray<string> names)
        && names.Contains("syscon");
}

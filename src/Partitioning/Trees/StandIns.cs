using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Trees;

/// <summary>What replaces, in a guest's tree, the suppliers that the guest does without.</summary>
/// <remarks>
/// Linux bindings clock/fixed-clock.yaml and regulator/fixed-regulator.yaml. Each clock in use has a node of its own, with its own rate;
/// each supply in use is a regulator that is always on. They have no addresses, so they stand at the root, where nodes need none.
/// </remarks>
internal sealed class StandIns
{
    private readonly GuestPlan _plan;
    private readonly Dictionary<(DeviceTreeNode Consumer, int Index), DeviceTreeNode> _clocks = [];
    private readonly HashSet<DeviceTreeNode> _regulators = [];
    private readonly List<DeviceTreeNode> _nodes = [];
    private readonly HashSet<string> _names;
    private uint _lastPhandle;

    private StandIns(GuestPlan plan)
    {
        _plan = plan;
        _names =
        [
            .. plan.Board.Document.Root.Children
                .Where(child => !plan.Frozen.Contains(child)).SelectMany(static child => new[] { child.Name, child.BaseName }),
        ];
        _lastPhandle = plan.Leases.IsEmpty ? 0 : plan.Board.Document.Nodes.Max(static node => node.Phandle ?? 0);
    }

    /// <summary>The nodes, in the order of their uses.</summary>
    public IReadOnlyList<DeviceTreeNode> Nodes => _nodes;

    /// <summary>Makes the stand-ins of a guest.</summary>
    public static StandIns Of(GuestPlan plan)
    {
        var standIns = new StandIns(plan);
        var clocks = new Dictionary<(DeviceTreeNode Target, string Selector), DeviceTreeNode>();
        foreach (SupplierLease lease in plan.Leases)
        {
            if (lease.IsClock)
            {
                if (!clocks.TryGetValue((lease.Target, lease.Selector), out DeviceTreeNode? clock))
                {
                    clocks.Add((lease.Target, lease.Selector), clock = standIns.AddClock(lease));
                }

                standIns._clocks.Add((lease.Consumer, lease.Index), clock);
            }
            else if (IsSupply(lease.Property) && standIns._regulators.Add(lease.Target))
            {
                standIns.AddRegulator(lease.Target);
            }
        }

        return standIns;
    }

    /// <summary>The clock that replaces an entry of a node's <c>clocks</c>, or <see langword="null"/>.</summary>
    public DeviceTreeNode? FindClock(DeviceTreeNode consumer, string property, int index) =>
        property == "clocks" ? _clocks.GetValueOrDefault((consumer, index)) : null;

    /// <summary>Whether a reference can stay as it is, because a stand-in has its target's phandle.</summary>
    public bool IsRegulator(DeviceTreeNode target, string property) => IsSupply(property) && _regulators.Contains(target);

    private DeviceTreeNode AddClock(SupplierLease lease)
    {
        string number = string.Concat(lease.Specifier.Select(static cell => $"-{cell}"));
        string label = string.Concat(lease.Specifier.Select(static cell => $"_{cell}"));
        DeviceTreeNode node = Add(lease.Target, number, label);
        node.SetProperty("compatible", PropertyValue.FromStrings("fixed-clock"));
        node.SetProperty("#clock-cells", PropertyValue.FromCells(0));
        node.SetProperty("clock-frequency", PropertyValue.FromCells(lease.ClockFrequency ?? 0));
        node.SetProperty("phandle", PropertyValue.FromCells(++_lastPhandle));
        return node;
    }

    private void AddRegulator(DeviceTreeNode supply)
    {
        DeviceTreeNode node = Add(supply, "", "");
        node.SetProperty("compatible", PropertyValue.FromStrings("regulator-fixed"));
        node.SetProperty(supply.FindProperty("regulator-name") ?? new("regulator-name", PropertyValue.FromStrings(node.Name)));
        if (supply.FindProperty("regulator-min-microvolt") is { } low && supply.FindProperty("regulator-max-microvolt") is { } high
            && low.Value.Bytes.SequenceEqual(high.Value.Bytes))
        {
            node.SetProperty(low);
            node.SetProperty(high);
        }

        node.SetProperty("regulator-always-on", PropertyValue.Empty);
        if (supply.FindProperty("phandle") is { } phandle)
        {
            node.SetProperty(phandle);
        }
    }

    /// <summary>
    /// Adds a node at the root. The address, and then a number, keep names apart; a label that the board has stays the board's.
    /// </summary>
    private DeviceTreeNode Add(DeviceTreeNode source, string number, string label)
    {
        string name = source.BaseName + number;
        string longer = $"{source.BaseName}-{source.UnitAddress?.Replace(',', '-')}{number}";
        for (int i = 2; !_names.Add(name); i++)
        {
            name = source.UnitAddress is not null && i == 2 ? longer : $"{source.BaseName}{number}-{i}";
        }

        ImmutableArray<string> labels = label.Length == 0
            ? source.Labels
            : [.. source.Labels.Select(of => of + label).Where(own => _plan.Board.FindByReference(own) is null)];
        var node = new DeviceTreeNode(name) { Labels = labels, Span = source.Span };
        _nodes.Add(node);
        return node;
    }

    private static bool IsSupply(string property) => property.EndsWith("-supply", StringComparison.Ordinal);
}

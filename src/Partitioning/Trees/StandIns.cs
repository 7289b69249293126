using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Trees;

/// <summary>What stands in a guest's tree for a supplier that the guest must not reach.</summary>
/// <remarks>
/// Linux bindings clock/fixed-clock.yaml and regulator/fixed-regulator.yaml. A stand-in keeps the supplier's <c>#clock-cells</c>, so that
/// its users keep their specifiers; every one of them gets the same rate.
/// </remarks>
internal static class StandIns
{
    /// <summary>Whether a device of a guest is replaced in its tree.</summary>
    public static bool IsReplaced(GuestPlan plan, DeviceTreeNode node) =>
        !plan.Policy.AnswersForStubs && plan.Find(node) is { Resolved: DeviceAccess.Stub, Device.Role: DeviceRole.Device };

    /// <summary>What stands in a device's place.</summary>
    public static StandInKind KindOf(DeviceTreeNode node) =>
        node.FindProperty("#clock-cells") is not null ? StandInKind.Clock
        : node.BaseName.Contains("regulator", StringComparison.Ordinal)
            || node.Properties.Any(static property => property.Name.StartsWith("regulator-", StringComparison.Ordinal))
            ? StandInKind.Regulator
        : StandInKind.None;

    /// <summary>Whether references of a property can stay when a stand-in takes their target's place.</summary>
    public static bool Serves(StandInKind kind, string property) => kind switch
    {
        StandInKind.Clock => property == "clocks",
        StandInKind.Regulator => property.EndsWith("-supply", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Tells of stand-ins that lack what they need to know, and of what would go along with what they stand for.</summary>
    public static IEnumerable<Diagnostic> Check(GuestPlan plan)
    {
        foreach (OwnedDevice owned in plan.Devices.Where(owned => IsReplaced(plan, owned.Device.Node)))
        {
            if (KindOf(owned.Device.Node) == StandInKind.Clock && RateOf(owned) is null)
            {
                yield return OwnershipDiagnostics.StubWithoutRate(plan, owned, owned.Span);
            }

            if (owned.Device.Node.DescendantsAndSelf().Skip(1).Select(plan.Find).FirstOrDefault(static below =>
                below is { Device: { Role: DeviceRole.Device, IsEnabled: true }, Resolved: not DeviceAccess.Stub }) is { } lost)
            {
                yield return OwnershipDiagnostics.StubOfBus(plan, owned, lost, owned.Span);
            }
        }
    }

    /// <summary>Makes the node that stands in a device's place.</summary>
    /// <param name="owned">The device.</param>
    /// <param name="name">The name of the node.</param>
    public static DeviceTreeNode Make(OwnedDevice owned, string name)
    {
        DeviceTreeNode source = owned.Device.Node;
        var node = new DeviceTreeNode(name) { Labels = source.Labels, Span = source.Span };
        if (KindOf(source) == StandInKind.Clock)
        {
            node.SetProperty("compatible", PropertyValue.FromStrings("fixed-clock"));
            node.SetProperty(source.FindProperty("#clock-cells")!);
            node.SetProperty("clock-frequency", PropertyValue.FromCells(RateOf(owned) ?? 0));
        }
        else
        {
            node.SetProperty("compatible", PropertyValue.FromStrings("regulator-fixed"));
            node.SetProperty(source.FindProperty("regulator-name") ?? new("regulator-name", PropertyValue.FromStrings(name)));
            node.SetProperty("regulator-always-on", PropertyValue.Empty);
        }

        if (source.FindProperty("phandle") is { } phandle)
        {
            node.SetProperty(phandle);
        }

        return node;
    }

    private static uint? RateOf(OwnedDevice owned) => owned.ClockFrequency
        ?? (owned.Device.Node.FindProperty("clock-frequency")?.Value.TryReadCell(out uint rate) == true ? rate : null);
}

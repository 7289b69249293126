using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Bindings;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Closure;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Suppliers;

/// <summary>Finds what a guest's devices refer to of suppliers that the guest does without.</summary>
internal static class SupplierLeases
{
    /// <summary>Finds it.</summary>
    /// <param name="board">The board.</param>
    /// <param name="kept">The nodes that the guest's tree keeps.</param>
    /// <param name="frozen">The suppliers.</param>
    /// <param name="rateOf">Finds the rate of a clock, in hertz.</param>
    /// <returns>The references in the tree's order.</returns>
    public static ImmutableArray<SupplierLease> Of(
        Board board, IEnumerable<DeviceTreeNode> kept, FrozenSuppliers frozen, Func<SupplierLease, uint?> rateOf)
    {
        HashSet<DeviceTreeNode> consumers = [.. kept.Where(node => frozen.Find(node) is null)];
        SupplierLease[] leases =
        [
            .. from device in board.Devices
               where consumers.Contains(device.Node)
               from lease in device.Node.Properties.SelectMany(property => Of(board, device.Node, property, frozen))
                   .Concat(InterruptsOf(board, device.Node, frozen))
                   .Concat(HiddenOf(board, device.Node, frozen))
               select lease.IsClock ? lease with { ClockFrequency = rateOf(lease) } : lease,
        ];

        // A clock has one rate, whichever of its users it is known of.
        var rates = leases
            .Where(static lease => lease.ClockFrequency is not null)
            .GroupBy(static lease => (lease.Target, lease.Selector))
            .ToDictionary(static uses => uses.Key, static uses => uses.First().ClockFrequency);
        return
        [
            .. leases.Select(lease => lease.IsClock && rates.TryGetValue((lease.Target, lease.Selector), out uint? rate)
                ? lease with { ClockFrequency = rate }
                : lease),
        ];
    }

    /// <summary>Interrupts name their controller in a property of their own, often that of a node above.</summary>
    private static IEnumerable<SupplierLease> InterruptsOf(Board board, DeviceTreeNode node, FrozenSuppliers frozen) =>
        node.FindProperty("interrupts") is { } interrupts
        && board.FindInterruptParent(node) is { } controller && frozen.FindForLines(controller) is { } supplier
            ? [new(supplier, node, interrupts.Name, 0, controller, [], interrupts.Span)]
            : [];

    private static IEnumerable<SupplierLease> HiddenOf(Board board, DeviceTreeNode node, FrozenSuppliers frozen) =>
        DeviceReferences.FindHidden(board, node) is { } hidden && frozen.Find(hidden.To) is { } supplier
            ? [new(supplier, node, hidden.Property, 0, hidden.To, [], hidden.Span)]
            : [];

    private static IEnumerable<SupplierLease> Of(Board board, DeviceTreeNode node, DeviceTreeProperty property, FrozenSuppliers frozen)
    {
        PhandleList references = board.ReferencesIn(node, property);
        ImmutableArray<PhandleEntry> entries = references.Tie == PhandleTie.Reference ? [] : references.Entries;
        for (int i = 0; i < entries.Length; i++)
        {
            if (entries[i] is { Target: { } target } entry && frozen.Find(target) is { } supplier)
            {
                yield return new(supplier, node, property.Name, i, target, entry.ReadSpecifier(property.Value), entry.Span)
                {
                    Name = NameOf(node, property.Name, i),
                };
            }
        }
    }

    /// <summary>A node's own name of what an entry refers to, from <c>clock-names</c> and the like; empty for none.</summary>
    public static string NameOf(DeviceTreeNode node, string property, int index) =>
        property.EndsWith('s')
            && node.TryGetValue(property[..^1] + "-names", out PropertyValue? value)
            && value.TryReadStrings(out ImmutableArray<string> names) && index < names.Length
                ? names[index]
                : "";
}

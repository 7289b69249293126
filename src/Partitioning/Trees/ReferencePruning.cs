using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Bindings;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Trees;

/// <summary>Shortens lists that name a node the guest does not get, such as the CPUs behind each interrupt of a PMU.</summary>
/// <remarks>
/// Where a list of names goes along with a list of references (<c>clock-names</c>), the names of dropped entries go, too.
/// </remarks>
internal sealed class ReferencePruning(
    GuestPlan plan, IReadOnlyDictionary<DeviceTreeNode, DeviceTreeNode> copies, StandIns standIns)
{
    /// <summary>Goes through all copies.</summary>
    public void Prune()
    {
        foreach ((DeviceTreeNode source, DeviceTreeNode copy) in copies)
        {
            // The console is written by GuestChosen, whether the tree has it as a reference or as a path.
            foreach (DeviceTreeProperty property in source.Properties.Where(property => property.Name != "stdout-path"))
            {
                Prune(source, copy, property);
            }

        }

        foreach (SupplierLease lost in plan.Leases.Where(static lease => lease.IsInterrupts))
        {
            copies[lost.Consumer].RemoveProperty("interrupts");
            copies[lost.Consumer].RemoveProperty("interrupt-names");
        }

        DropMapsWithoutDevices();
    }

    private void Prune(DeviceTreeNode source, DeviceTreeNode copy, DeviceTreeProperty property)
    {
        PhandleList references = plan.Board.ReferencesIn(source, property);
        if (property.Name == "interrupt-parent" && references.Entries is [{ Target: { } controller }] && FindNext(controller) is { } next)
        {
            copy.SetProperty(new(property.Name, PropertyValue.FromCells(next.Phandle ?? 0)) { Span = property.Span });
            return;
        }

        DeviceTreeNode?[] clocks = [.. references.Entries.Select((_, i) => standIns.FindClock(source, property.Name, i))];
        bool IsGone(int i) => clocks[i] is null && this.IsGone(references.Entries[i], property.Name);
        if (!Enumerable.Range(0, clocks.Length).Any(i => clocks[i] is not null || IsGone(i)))
        {
            return;
        }

        ImmutableArray<int> staying = [.. Enumerable.Range(0, clocks.Length).Where(i => !IsGone(i))];
        ImmutableArray<Range> entries = [.. references.Entries.Select(static entry => entry.Start..(entry.Start + entry.Length))];
        bool isShortened = !staying.IsEmpty && references.IsWhole && !IsAllOrNothing(property.Name);
        if (isShortened)
        {
            copy.SetProperty(new(property.Name, Pick(property.Value, entries, staying, clocks)) { Span = property.Span });
        }
        else
        {
            copy.RemoveProperty(property.Name);
        }

        if (staying.Length == entries.Length && isShortened)
        {
            return;
        }

        foreach (string companion in CompanionsOf(property.Name))
        {
            PruneCompanion(source, copy, companion, entries.Length, isShortened ? staying : []);
        }
    }

    /// <summary>
    /// The controller that has the lines of one which only watches them, and which the guest is not given; <see langword="null"/> for any
    /// other.
    /// </summary>
    private DeviceTreeNode? FindNext(DeviceTreeNode controller) =>
        !copies.ContainsKey(controller)
        && plan.Policy.BypassesInterruptController(plan.Board[controller])
        && plan.Board.FindInterruptParent(controller) is { } next
        && copies.ContainsKey(next) ? next : null;

    private bool IsGone(PhandleEntry entry, string property) =>
        entry.Target is { } target && !copies.ContainsKey(target) && !standIns.IsRegulator(target, property);

    /// <summary>Lists whose entries mean something by their place, or two by two.</summary>
    private static bool IsAllOrNothing(string property) =>
        property is "interconnects" or "memory-region"
            || property.StartsWith("pinctrl-", StringComparison.Ordinal)
            || property.EndsWith("-supply", StringComparison.Ordinal);

    /// <summary>The properties that have one element for each reference.</summary>
    private static IEnumerable<string> CompanionsOf(string property) => property switch
    {
        "interrupt-affinity" => ["interrupts", "interrupt-names"],
        "interrupts-extended" => ["interrupt-names"],
        "assigned-clocks" => ["assigned-clock-rates", "assigned-clock-parents"],
        "memory-region" => ["memory-region-names"],
        _ when property.StartsWith("pinctrl-", StringComparison.Ordinal) => ["pinctrl-names"],
        "mboxes" => ["mbox-names"],
        _ when property.EndsWith('s') => [property[..^1] + "-names"],
        _ => [],
    };

    private static void PruneCompanion(DeviceTreeNode source, DeviceTreeNode copy, string name, int count, ImmutableArray<int> staying)
    {
        if (source.FindProperty(name) is not { } companion)
        {
            return;
        }

        if (staying.IsEmpty)
        {
            // The interrupts of a PMU are its own, whichever CPUs they were said to belong to.
            _ = name is "interrupts" or "interrupt-names" || copy.RemoveProperty(name);
        }
        else if (ElementsOf(companion, count) is { } elements)
        {
            copy.SetProperty(new(name, Pick(companion.Value, elements, staying)) { Span = companion.Span });
        }
    }

    /// <summary>
    /// Where the elements of a property lie: its strings, or parts of one length; <see langword="null"/> when there are not as many.
    /// </summary>
    private static ImmutableArray<Range>? ElementsOf(DeviceTreeProperty property, int count)
    {
        if (property.Name.EndsWith("-names", StringComparison.Ordinal) && property.Value.TryReadStrings(out ImmutableArray<string> strings))
        {
            int at = 0;
            ImmutableArray<Range> names = [.. strings.Select(text => at..(at += System.Text.Encoding.UTF8.GetByteCount(text) + 1))];
            return names.Length == count ? names : null;
        }

        int length = property.Value.Length / count;
        return property.Value.Length % count == 0 ? [.. Enumerable.Range(0, count).Select(i => (i * length)..((i + 1) * length))] : null;
    }

    /// <summary>Keeps some of a list's entries; the clock that replaces an entry takes its place.</summary>
    private static PropertyValue Pick(
        PropertyValue value, ImmutableArray<Range> entries, ImmutableArray<int> staying, DeviceTreeNode?[]? clocks = null)
    {
        ImmutableArray<byte>.Builder bytes = ImmutableArray.CreateBuilder<byte>();
        ImmutableArray<ValueMarker>.Builder markers = ImmutableArray.CreateBuilder<ValueMarker>();
        foreach (int entry in staying)
        {
            (int start, int length) = entries[entry].GetOffsetAndLength(value.Length);
            if (clocks?[entry] is { } clock)
            {
                string reference = clock.Labels.IsEmpty ? $"/{clock.Name}" : clock.Labels[^1];
                markers.Add(new(ValueMarkerKind.Cells32, bytes.Count, "", SourceSpan.None));
                markers.Add(new(ValueMarkerKind.PhandleReference, bytes.Count, reference, SourceSpan.None));
                bytes.AddRange(PropertyValue.FromCells(clock.Phandle ?? 0).Bytes);
                continue;
            }

            int moved = bytes.Count - start;
            markers.AddRange(value.Markers
                .Where(marker => marker.Offset >= start && marker.Offset < start + length)
                .Select(marker => marker with { Offset = marker.Offset + moved }));
            bytes.AddRange(value.Bytes.Slice(start, length));
        }

        return new(bytes.ToImmutable(), markers.ToImmutable());
    }

    /// <summary>A map of a thermal zone that cools by CPUs of others alone is one that Linux rejects the zone for.</summary>
    private void DropMapsWithoutDevices()
    {
        foreach ((DeviceTreeNode source, DeviceTreeNode copy) in copies)
        {
            if (source.Parent?.Name == "cooling-maps"
                && source.FindProperty("cooling-device") is not null
                && copy.FindProperty("cooling-device") is null)
            {
                copy.Parent?.RemoveChild(copy);
            }
        }
    }
}

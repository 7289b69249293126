using System.Collections.Immutable;
using Partition.DeviceTree;

namespace Partition.Slicing;

/// <summary>Cuts the tree that a guest's operating system sees out of the board's tree.</summary>
/// <remarks>
/// Order, names, labels and phandles stay as they are on the board, so that a person can lay the two side by side. What is
/// written anew: RAM, CPUs, aliases and chosen. The board's memory reservations stay behind; they lie at host addresses.
/// </remarks>
public sealed class OperatingSystemTree
{
    private readonly GuestPlan _plan;
    private readonly Dictionary<DeviceTreeNode, DeviceTreeNode> _copies = [];

    private OperatingSystemTree(GuestPlan plan) => _plan = plan;

    /// <summary>Cuts a guest's tree.</summary>
    /// <param name="plan">What the guest gets.</param>
    /// <returns>A new tree; the board's is left as it is.</returns>
    public static DeviceTreeDocument Cut(GuestPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new OperatingSystemTree(plan).Cut();
    }

    private DeviceTreeDocument Cut()
    {
        DeviceTreeNode root = Copy(_plan.Board.Document.Root);
        var document = new DeviceTreeDocument(root) { BootCpuId = _plan.Board.Document.BootCpuId };
        DropReferencesToWhatIsGone();
        WriteMemory();
        WriteAliases(root);
        WriteChosen(root);
        return document;
    }

    private DeviceTreeNode Copy(DeviceTreeNode source)
    {
        var copy = new DeviceTreeNode(NameOf(source)) { Labels = source.Labels, Span = source.Span, Extensions = source.Extensions };
        _copies.Add(source, copy);
        foreach (DeviceTreeProperty property in source.Properties)
        {
            copy.SetProperty(property);
        }

        foreach (DeviceTreeNode child in source.Children.Where(Stays))
        {
            copy.AddChild(Copy(child));
        }

        return copy;
    }

    /// <summary>A node's name; that of the RAM says where the guest's own begins.</summary>
    private string NameOf(DeviceTreeNode node) =>
        node.UnitAddress is not null && node == _plan.Board.MemoryNodes.FirstOrDefault() ? $"{node.BaseName}@{_plan.Memory.Start:x}" : node.Name;

    private bool Stays(DeviceTreeNode node)
    {
        if (_plan.Board[node].Role != DeviceRole.Frame)
        {
            return _plan.KeptNodes.Contains(node);
        }

        // Reservations and the symbols of overlays speak of the board, not of the guest. Further RAM banks are the board's too.
        return node.BaseName switch
        {
            "reserved-memory" => _plan.KeptNodes.Contains(node), // Something in it is a device's own.
            _ when node.Parent?.BaseName == "reserved-memory" => false,
            "__symbols__" or "__fixups__" or "__local_fixups__" => false,
            "memory" when node.Parent?.Parent is null => node == _plan.Board.MemoryNodes.FirstOrDefault(),
            "cpu-map" when node.Parent?.BaseName == "cpus" => false, // It lists every CPU of the board.
            _ => !_plan.Board.Cpus.Contains(node) || _plan.Cpus.Contains(node),
        };
    }

    /// <summary>Shortens lists that name a node the guest does not get, such as the CPUs behind each interrupt of a PMU.</summary>
    private void DropReferencesToWhatIsGone()
    {
        foreach ((DeviceTreeNode source, DeviceTreeNode copy) in _copies)
        {
            foreach (DeviceTreeProperty property in source.Properties.Where(property => property.Value.References.Any(IsGone)))
            {
                ImmutableArray<ValueMarker> references = [.. property.Value.References];
                ImmutableArray<int> staying = [.. Enumerable.Range(0, references.Length).Where(i => !IsGone(references[i]))];
                if (staying.IsEmpty || FindEntries(property.Value) is not { } entries)
                {
                    copy.RemoveProperty(property.Name);
                    continue;
                }

                copy.SetProperty(new(property.Name, Pick(property.Value, entries, staying)) { Span = property.Span });
                if (property.Name == "interrupt-affinity" && source.FindProperty("interrupts") is { } interrupts
                    && interrupts.Value.Length % entries.Length == 0)
                {
                    int length = interrupts.Value.Length / entries.Length;
                    ImmutableArray<Range> specifiers = [.. Enumerable.Range(0, entries.Length).Select(i => (i * length)..((i + 1) * length))];
                    copy.SetProperty(new(interrupts.Name, Pick(interrupts.Value, specifiers, staying)) { Span = interrupts.Span });
                }
            }
        }
    }

    private bool IsGone(ValueMarker reference) =>
        reference.IsReference && _plan.Board.FindByReference(reference.Text) is { } target && !_copies.ContainsKey(target);

    /// <summary>
    /// Where the entries of a list lie, one for each reference. What stands before the first reference stands before each:
    /// nothing in <c>clocks</c>, the child's address and line in <c>interrupt-map</c>.
    /// </summary>
    /// <returns>The entries, or <see langword="null"/> when the list is not of this form.</returns>
    private static ImmutableArray<Range>? FindEntries(PropertyValue value)
    {
        ImmutableArray<ValueMarker> references = [.. value.References];
        int before = references[0].Offset;
        ImmutableArray<int> starts = [.. references.Select(reference => reference.Offset - before)];
        bool isRegular = before == 0 || references.All(static reference => reference.Kind == ValueMarkerKind.PhandleReference);
        return isRegular && starts.Skip(1).Zip(references, static (next, reference) => next > reference.Offset).All(static isBehind => isBehind)
            ? [.. starts.Zip(starts.Skip(1).Append(value.Length), static (start, end) => start..end)]
            : null;
    }

    /// <summary>Keeps some of a list's entries.</summary>
    private static PropertyValue Pick(PropertyValue value, ImmutableArray<Range> entries, ImmutableArray<int> staying)
    {
        ImmutableArray<byte>.Builder bytes = ImmutableArray.CreateBuilder<byte>();
        ImmutableArray<ValueMarker>.Builder markers = ImmutableArray.CreateBuilder<ValueMarker>();
        foreach (int entry in staying)
        {
            (int start, int length) = entries[entry].GetOffsetAndLength(value.Length);
            int moved = bytes.Count - start;
            markers.AddRange(value.Markers
                .Where(marker => marker.Offset >= start && marker.Offset < start + length)
                .Select(marker => marker with { Offset = marker.Offset + moved }));
            bytes.AddRange(value.Bytes.Slice(start, length));
        }

        return new(bytes.ToImmutable(), markers.ToImmutable());
    }

    private void WriteMemory()
    {
        if (_plan.Board.MemoryNodes.FirstOrDefault() is { } source && source.Parent is { } root)
        {
            CellCounts counts = CellCounts.Below(root);
            uint[] cells = [.. Split(_plan.Memory.Start, counts.Address), .. Split(_plan.Memory.Size, counts.Size)];
            _copies[source].SetProperty("reg", PropertyValue.FromCells(cells));
        }
    }

    private static IEnumerable<uint> Split(ulong number, int cells)
    {
        for (int i = cells - 1; i >= 0; i--)
        {
            yield return i > 1 ? 0 : (uint)(number >> (32 * i));
        }
    }

    private void WriteAliases(DeviceTreeNode root)
    {
        if (_plan.Board.Document.FindByPath("/aliases") is { } source && root.FindChild("aliases") is { } aliases)
        {
            foreach (DeviceTreeProperty alias in source.Properties.Where(alias => !PointsIntoTheSlice(alias)))
            {
                aliases.RemoveProperty(alias.Name);
            }
        }
    }

    private bool PointsIntoTheSlice(DeviceTreeProperty alias) =>
        _plan.Board.FindByAlias(alias.Name) is not { } target || _copies.ContainsKey(target);

    private void WriteChosen(DeviceTreeNode root)
    {
        DeviceTreeNode chosen = root.FindChild("chosen") ?? root.AddChild(new DeviceTreeNode("chosen"));
        if (_plan.Board.FindConsole() is { } console && !_copies.ContainsKey(console))
        {
            chosen.RemoveProperty("stdout-path");
        }

        if (_plan.Request.KernelArguments.Length > 0)
        {
            chosen.SetProperty("bootargs", PropertyValue.FromStrings(_plan.Request.KernelArguments));
        }
    }
}

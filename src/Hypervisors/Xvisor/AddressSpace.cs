using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>A guest's address space while it fills up: names and pages are given out once.</summary>
internal sealed class AddressSpace(GuestPlan plan, ICollection<Diagnostic> diagnostics)
{
    private readonly List<Region> _regions = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The regions, in the order in which they were added.</summary>
    public IReadOnlyList<Region> Regions => _regions;

    /// <summary>The name under which a device appears at Xvisor's prompt: its label, or else its node's name without an address.</summary>
    public static string NameOf(BoardDevice device) => device.Node.Labels.IsEmpty ? device.Node.BaseName : device.Name;

    /// <summary>Whether an emulator answers for registers.</summary>
    public bool Answers(AddressRange registers) => _regions.Exists(region => region.Registers?.Contains(registers) == true);

    /// <summary>
    /// Adds an emulator in the whole pages that hold a device's registers. Where the device lies inside another one, whose
    /// emulator answers for both, nothing more is needed; a neighbour in the same page is not inside.
    /// </summary>
    public void AddEmulator(
        string name,
        AddressRange registers,
        Emulator emulator,
        ImmutableArray<InterruptId> interrupts,
        ImmutableArray<(string Name, PropertyValue Value)>? extra = null)
    {
        AddressRange pages = registers.RoundOutTo(XvisorLimits.PageSize);
        bool isStub = emulator == EmulatorTable.Stub;
        bool sharesStub = isStub && _regions.Exists(region => region.Compatible == emulator.Compatible && region.Range.Contains(pages));
        if (!sharesStub && !Answers(registers))
        {
            Add(new Region(name, pages, "virtual", emulator.DeviceType)
            {
                Registers = registers,
                Compatible = emulator.Compatible,
                Interrupts = interrupts,
                Extra = extra ?? emulator.Extra,
            });
        }
    }

    /// <summary>Adds a region under its name, or under the next free name made from it.</summary>
    public void Add(Region region)
    {
        if (_regions.Find(other => other.Range.Overlaps(region.Range)) is { } neighbour)
        {
            diagnostics.Add(XvisorDiagnostics.RegionsOverlap(
                plan.Request.SpanOf(GuestMetadata.Devices), plan.Name, region.Name, region.Range, neighbour.Name, neighbour.Range));
        }

        string name = region.Name;
        for (int i = 1; !_names.Add(name); i++)
        {
            name = $"{region.Name}-{i}";
        }

        if (name.Length > XvisorLimits.LongestName)
        {
            diagnostics.Add(XvisorDiagnostics.NameTooLong(
                plan.Request.SpanOf(GuestMetadata.Devices), plan.Name, name, XvisorLimits.LongestName));
        }

        _regions.Add(region with { Name = name });
    }
}

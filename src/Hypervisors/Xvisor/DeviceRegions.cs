using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>The devices of a guest: imitations, stubs, memory, and hardware where the processor can give it away.</summary>
internal sealed class DeviceRegions(GuestPlan plan, MachineProfile profile, AddressSpace space, ICollection<Diagnostic> diagnostics)
{
    public void Add(AddressRange flash)
    {
        foreach (OwnedDevice owned in plan.Devices
            .Where(owned => !owned.Device.Registers.IsEmpty && owned.Device.IsEnabled && !IsVirtualController(owned.Device)
                && owned.Resolved != DeviceAccess.Frozen))
        {
            if (owned.Device.Registers[0].Overlaps(flash))
            {
                AddRestOfFlash(owned.Device, flash);
            }
            else if (owned.IsHardware && profile.HasVirtualization)
            {
                AddHardware(owned.Device);
            }
            else if (owned.Device.IsPlainMemory && owned.Access == DeviceAccess.Default)
            {
                AddStaticMemory(owned.Device);
            }
            else
            {
                AddEmulated(owned);
            }
        }
    }

    /// <summary>Where the hardware virtualizes the interrupt controller, its regions are there already.</summary>
    private bool IsVirtualController(BoardDevice device) =>
        profile.HasVirtualization && device.Role == DeviceRole.Platform && device.Node.FindProperty("interrupt-controller") is not null;

    /// <summary>What the board's flash has beyond the part that the guest starts from reads as zero.</summary>
    private void AddRestOfFlash(BoardDevice device, AddressRange used)
    {
        AddressRange bank = device.Registers[0];
        if (bank.Last > used.Last)
        {
            space.AddEmulator(AddressSpace.NameOf(device), new(used.Last + 1, bank.Last - used.Last), EmulatorTable.Stub, []);
        }

        foreach (AddressRange further in device.Registers.Skip(1))
        {
            space.AddEmulator(AddressSpace.NameOf(device), further, EmulatorTable.Stub, []);
        }
    }

    private void AddStaticMemory(BoardDevice device)
    {
        foreach (AddressRange range in device.Registers)
        {
            space.Add(MemoryRegions.Allocated(AddressSpace.NameOf(device), range, "alloced_ram"));
        }
    }

    private void AddEmulated(OwnedDevice owned)
    {
        BoardDevice device = owned.Device;
        if (owned.IsHardware)
        {
            diagnostics.Add(XvisorDiagnostics.PassthroughWithoutInterrupts(PlaceOf(owned), plan.Name, device.Name, WayOut(device)));
        }

        Emulator? emulator = owned.Access == DeviceAccess.Stub
            ? null
            : EmulatorTable.Find(device.Compatible, OrdinalOf(device), profile.SystemRegisters);
        if (emulator is null && owned.Access == DeviceAccess.Emulated && device.Role == DeviceRole.Device)
        {
            diagnostics.Add(XvisorDiagnostics.NoEmulator(PlaceOf(owned), plan.Name, device.Name));
        }

        ImmutableArray<AddressRange> registers = device.Registers;
        for (int i = 0; i < registers.Length; i++)
        {
            // The emulator answers in the page of the device's first range; what it has beyond that reads as zero.
            if (IsInEarlierPages(registers, i))
            {
                continue;
            }

            bool isFirst = i == 0 && emulator is not null;
            space.AddEmulator(
                AddressSpace.NameOf(device), registers[i], isFirst ? emulator! : EmulatorTable.Stub, isFirst ? device.Interrupts : [],
                isFirst ? PropertiesOf(owned, emulator!) : null);
        }
    }

    private static ImmutableArray<(string Name, PropertyValue Value)> PropertiesOf(OwnedDevice owned, Emulator emulator)
    {
        IEnumerable<(string Name, PropertyValue Value)> takenOver =
            from property in emulator.TakenOver
            where owned.Device.Node.FindProperty(property.OnBoard) is not null
            select (property.Name, owned.Device.Node.FindProperty(property.OnBoard)!.Value);
        IEnumerable<(string Name, PropertyValue Value)> given = emulator.DeviceType != "nic" || owned.Backend.Length == 0 ? emulator.Extra
            : VirtioDevices.BackendOf(VirtualDeviceKind.Network, owned.Backend) is { Length: > 0 } name
                ? [("switch", PropertyValue.FromStrings(name))]
                : [];
        return [.. given, .. takenOver];
    }

    /// <summary>The pages of a device, mapped, with each of its lines and the board's line behind it.</summary>
    private void AddHardware(BoardDevice device)
    {
        uint[] triggers = TriggersOf(device);
        for (int i = 0; i < device.Registers.Length; i++)
        {
            if (IsInEarlierPages(device.Registers, i))
            {
                continue;
            }

            AddressRange pages = device.Registers[i].RoundOutTo(XvisorLimits.PageSize);
            var region = new Region(AddressSpace.NameOf(device), pages, "real", EmulatorTable.Passthrough.DeviceType)
            {
                Registers = pages,
                Compatible = EmulatorTable.Passthrough.Compatible,
                Interrupts = i == 0 ? device.Interrupts : [],
                Extra = [("host_physical_addr", PropertyValue.FromCells((uint)pages.Start))],
            };
            if (i == 0 && !device.Interrupts.IsEmpty)
            {
                const uint anyCpu = uint.MaxValue;
                uint[] lines = [.. device.Interrupts.SelectMany((line, n) => new[] { line.Number, triggers[n], anyCpu })];
                region = region with { Extra = region.Extra.Add(("host-interrupts", PropertyValue.FromCells(lines))) };
            }

            if (i == 0 && device.Node.FindProperty("iommus") is not null)
            {
                region = region with { Extra = region.Extra.Add(("iommu-device", PropertyValue.FromStrings(device.Node.Name))) };
            }

            space.Add(region);
        }
    }

    /// <summary>How each line is triggered, in the numbers that trees and Xvisor share: 1 and 2 edges, 4 and 8 levels.</summary>
    private static uint[] TriggersOf(BoardDevice device)
    {
        const uint level = 4;
        const int cells = 3; // Of an interrupt at a GIC; a line that goes another way keeps the common trigger.
        bool isDirect = device.Node.TryGetValue("interrupts", out PropertyValue? value) & (value?.TryReadCells(out _) == true)
            && value!.Length == device.Interrupts.Length * cells * sizeof(uint);
        return isDirect && value!.TryReadCells(out ImmutableArray<uint> all)
            ? [.. Enumerable.Range(0, device.Interrupts.Length)
                .Select(i => (all[(i * cells) + 2] & 0xf) is > 0 and uint trigger ? trigger : level)]
            : [.. Enumerable.Repeat(level, device.Interrupts.Length)];
    }

    private static bool IsInEarlierPages(ImmutableArray<AddressRange> registers, int index)
    {
        AddressRange pages = registers[index].RoundOutTo(XvisorLimits.PageSize);
        return registers[..index].Any(earlier => earlier.RoundOutTo(XvisorLimits.PageSize).Contains(pages));
    }

    /// <summary>What to write in the place of hardware: a serial port can at least be joined to the board's own.</summary>
    private static string WayOut(BoardDevice device)
    {
        Emulator? emulator = EmulatorTable.Find(device.Compatible, 0);
        return emulator?.DeviceType == "serial"
            ? $"Write Access=\"Emulated\" Backend=\"{device.Name}\" instead, which joins an imitation to the board's port (vsdaemon)."
            : emulator is not null ? "Write Access=\"Emulated\" instead." : "Leave the device out, or write Access=\"Stub\".";
    }

    private SourceSpan PlaceOf(OwnedDevice owned) => owned.Span.HasFile ? owned.Span : plan.Request.SpanOf(GuestMetadata.Devices);

    private int OrdinalOf(BoardDevice device) => plan.Board.Devices
        .TakeWhile(other => other.Node != device.Node)
        .Count(other => other.Compatible.FirstOrDefault() == device.Compatible.FirstOrDefault());
}

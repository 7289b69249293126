using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>The interrupt controller of a guest, and what stands beside it in the processor.</summary>
internal sealed class ControllerRegions(GuestPlan plan, MachineProfile profile, AddressSpace space, ICollection<Diagnostic> diagnostics)
{
    /// <summary>Registers of a Cortex-A9 itself: snoop control, interrupt controller and private timers in one emulator.</summary>
    private const ulong PrivateRegionSize = 0x2000;

    /// <summary>How many interrupts an emulated controller has when its tree does not say (<c>emulators/misc/a9mpcore.c</c>).</summary>
    private const uint CustomaryInterrupts = 96;

    private const uint ParentLine = 6; // The controller's own line to the CPU in the emulator's numbering.

    public void Add()
    {
        if (profile.HasVirtualization)
        {
            AddVirtualController();
        }
        else
        {
            AddPrivateRegion();
        }
    }

    private void AddPrivateRegion()
    {
        BoardDevice? snoopControl = plan.Devices
            .Select(static owned => owned.Device)
            .FirstOrDefault(
                static device => EmulatorTable.PrivateRegion.HostCompatibles.Any(device.Compatible.Contains) && !device.Registers.IsEmpty);
        if (snoopControl is not null)
        {
            uint count = CountInterrupts();
            space.AddEmulator("priv0", new(snoopControl.Registers[0].Start, PrivateRegionSize), EmulatorTable.PrivateRegion, [],
                count > CustomaryInterrupts ? [.. EmulatorTable.PrivateRegion.Extra, ("num_irq", PropertyValue.FromCells(count))] : null);
        }

        BoardDevice? lost = plan.Devices.Select(static owned => owned.Device)
            .FirstOrDefault(device => IsController(device) && !space.Answers(device.Registers[0]));
        if (lost is not null)
        {
            diagnostics.Add(XvisorDiagnostics.NoInterruptController(
                plan.Request.SpanOf(GuestMetadata.Devices), plan.Name, lost.Name, lost.Registers[0]));
        }
    }

    /// <summary>Distributor and CPU interface in a page each; the rest of the controller's registers reads as zero.</summary>
    private void AddVirtualController()
    {
        BoardDevice? controller = plan.Devices.Select(static owned => owned.Device).FirstOrDefault(IsController);
        if (controller is null
            || controller.Registers.Length < 2
            || controller.Compatible.Any(static name => name.Contains("gic-v3", StringComparison.Ordinal)))
        {
            diagnostics.Add(XvisorDiagnostics.NoVirtualController(plan.Request.SpanOf(GuestMetadata.Devices), plan.Name, controller?.Name));
            return;
        }

        ImmutableArray<AddressRange> registers = controller.Registers;
        space.Add(new Region("gic_dist", FirstPage(registers[0]), "virtual", EmulatorTable.VirtualDistributor.DeviceType)
        {
            Registers = FirstPage(registers[0]),
            Compatible = EmulatorTable.VirtualDistributor.Compatible,
            Extra = [("parent_irq", PropertyValue.FromCells(ParentLine)), ("num_irq", PropertyValue.FromCells(CountInterrupts()))],
        });

        // Xvisor puts in the address of the hardware's virtual interface by itself.
        space.Add(new Region("gic_cpu", FirstPage(registers[1]), "real", EmulatorTable.VirtualInterface.DeviceType)
        {
            Registers = FirstPage(registers[1]),
            Compatible = EmulatorTable.VirtualInterface.Compatible,
            Extra = [("host_physical_addr", PropertyValue.FromCells(0))],
        });
        foreach (AddressRange rest in registers.Select((range, i) => i < 2 ? RestOf(range) : range.RoundOutTo(XvisorLimits.PageSize))
            .Where(static range => range.Size > 0))
        {
            space.AddEmulator("gic_rest", rest, EmulatorTable.Stub, []);
        }
    }

    private static AddressRange FirstPage(AddressRange registers) =>
        registers.RoundOutTo(XvisorLimits.PageSize) with { Size = XvisorLimits.PageSize };

    private static AddressRange RestOf(AddressRange registers)
    {
        AddressRange whole = registers.RoundOutTo(XvisorLimits.PageSize);
        return new(whole.Start + XvisorLimits.PageSize, whole.Size - XvisorLimits.PageSize);
    }

    /// <summary>As many as the highest interrupt of the guest needs, in the steps of 32 that the hardware has.</summary>
    private uint CountInterrupts()
    {
        const uint most = 256;
        const uint step = 32;
        IEnumerable<InterruptId> all = plan.Devices.Where(static owned => owned.Device.IsEnabled && owned.Device.Role == DeviceRole.Device)
            .SelectMany(static owned => owned.Device.Interrupts)
            .Concat(VirtioDevices.Place(plan, profile).Select(static device => device.Slot.Interrupt));
        uint highest = all.Where(static interrupt => interrupt.Number < most)
            .Aggregate(0u, static (highest, interrupt) => Math.Max(highest, interrupt.Number));
        return Math.Max(CustomaryInterrupts, (highest + step) / step * step);
    }

    private static bool IsController(BoardDevice device) =>
        device.Role == DeviceRole.Platform && !device.Registers.IsEmpty && device.Node.FindProperty("interrupt-controller") is not null;
}

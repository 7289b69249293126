using System.Collections.Immutable;
using Partition.DeviceTree;
using Partition.Slicing;

namespace Partition.Hypervisors.Xvisor;

/// <summary>Writes the tree that tells Xvisor what to give a guest.</summary>
/// <remarks>The tree's form is that of Xvisor v0.3.0: <c>core/vmm_guest_aspace.c</c>, <c>core/include/vmm_devtree.h</c>.</remarks>
internal sealed class ConfigTreeBuilder
{
    private static readonly (string Name, PropertyValue Value) s_alignment = ("align_order", PropertyValue.FromCells(MachineProfile.MemoryAlignmentOrder));

    private readonly GuestPlan _plan;
    private readonly ICollection<Diagnostic> _diagnostics;
    private readonly AddressSpace _space;

    private ConfigTreeBuilder(GuestPlan plan, ICollection<Diagnostic> diagnostics)
    {
        _plan = plan;
        _diagnostics = diagnostics;
        _space = new AddressSpace(plan, diagnostics);
    }

    public static DeviceTreeDocument? Build(GuestPlan plan, ICollection<Diagnostic> diagnostics) =>
        new ConfigTreeBuilder(plan, diagnostics).Build();

    private DeviceTreeDocument? Build()
    {
        if (!CheckProcessor() || FindFlash() is not { } flash)
        {
            return null;
        }

        AddMemory();
        _space.Add(AllocatedMemory(AddressSpace.NameOf(flash), GuestFlash.RangeOf(flash), "alloced_rom"));
        AddPlatform();
        AddDevices(flash);
        foreach (Region region in MachineProfile.OwnDevices(_plan.Memory))
        {
            _space.Add(region);
        }

        return new DeviceTreeDocument(WriteRoot(flash.Registers[0].Start));
    }

    private bool CheckProcessor()
    {
        string? other = _plan.Cpus
            .Select(cpu => _plan.Board[cpu].Compatible.FirstOrDefault() ?? "")
            .FirstOrDefault(static name => name != MachineProfile.HostProcessor);
        if (other is not null)
        {
            _diagnostics.Add(XvisorDiagnostics.UnsupportedProcessor(_plan.Request.SpanOf(""), _plan.Name, other));
        }

        return other is null;
    }

    private BoardDevice? FindFlash()
    {
        BoardDevice? flash = GuestFlash.Find(_plan);
        if (flash is null)
        {
            _diagnostics.Add(XvisorDiagnostics.NoFlash(_plan.Request.SpanOf("Devices"), _plan.Name));
        }

        return flash;
    }

    private void AddMemory()
    {
        const ulong unit = 1UL << (int)MachineProfile.MemoryAlignmentOrder;
        if (_plan.Memory.Start % unit != 0 || _plan.Memory.Size % unit != 0)
        {
            _diagnostics.Add(XvisorDiagnostics.MemoryNotAligned(_plan.Request.SpanOf("Memory"), _plan.Name, new(unit)));
        }

        if (MachineProfile.HasRemappedMemory(_plan.Board))
        {
            const ulong window = 64 << 20; // What the board's remap switch shows of its RAM below the motherboard's peripherals.
            _space.Add(new Region("mem1", new(0, Math.Min(window, _plan.Memory.Size)), "alias", "ram")
            {
                Extra = [("alias_physical_addr", PropertyValue.FromCells((uint)_plan.Memory.Start))],
            });
        }

        _space.Add(_plan.HostMemory is { } host
            ? new Region("mem0", _plan.Memory, "real", "ram") { Extra = [("host_physical_addr", PropertyValue.FromCells((uint)host.Start)), s_alignment] }
            : AllocatedMemory("mem0", _plan.Memory, "alloced_ram"));
    }

    private void AddPlatform()
    {
        BoardDevice? snoopControl = _plan.Devices
            .Select(static owned => owned.Device)
            .FirstOrDefault(static device => device.Compatible.Contains(MachineProfile.PrivateRegion.HostCompatible) && !device.Registers.IsEmpty);
        if (snoopControl is not null)
        {
            _space.AddEmulator("priv0", new(snoopControl.Registers[0].Start, MachineProfile.PrivateRegionSize), MachineProfile.PrivateRegion, []);
        }

        BoardDevice? lost = _plan.Devices
            .Select(static owned => owned.Device)
            .FirstOrDefault(device => IsInterruptController(device) && !_space.Answers(device.Registers[0]));
        if (lost is not null)
        {
            _diagnostics.Add(XvisorDiagnostics.NoInterruptController(_plan.Request.SpanOf("Devices"), _plan.Name, lost.Name, lost.Registers[0]));
        }
    }

    private static bool IsInterruptController(BoardDevice device) =>
        device.Role == DeviceRole.Platform && !device.Registers.IsEmpty && device.Node.FindProperty("interrupt-controller") is not null;

    private void AddDevices(BoardDevice flash)
    {
        foreach (OwnedDevice owned in _plan.Devices.Where(static owned => !owned.Device.Registers.IsEmpty && owned.Device.IsEnabled))
        {
            if (owned.Access == DeviceAccess.Passthrough)
            {
                _diagnostics.Add(XvisorDiagnostics.PassthroughWithoutInterrupts(_plan.Request.SpanOf(""), _plan.Name, owned.Device.Name));
            }

            if (owned.Device == flash)
            {
                AddRestOfFlash(flash);
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

    /// <summary>What the board's flash has beyond the part that the guest starts from reads as zero.</summary>
    private void AddRestOfFlash(BoardDevice flash)
    {
        AddressRange bank = flash.Registers[0];
        AddressRange used = GuestFlash.RangeOf(flash);
        if (bank.Size > used.Size)
        {
            _space.AddEmulator(AddressSpace.NameOf(flash), new(bank.Start + used.Size, bank.Size - used.Size), EmulatorTable.Stub, []);
        }

        foreach (AddressRange further in flash.Registers.Skip(1))
        {
            _space.AddEmulator(AddressSpace.NameOf(flash), further, EmulatorTable.Stub, []);
        }
    }

    private void AddStaticMemory(BoardDevice device)
    {
        foreach (AddressRange range in device.Registers)
        {
            _space.Add(AllocatedMemory(AddressSpace.NameOf(device), range, "alloced_ram"));
        }
    }

    private void AddEmulated(OwnedDevice owned)
    {
        BoardDevice device = owned.Device;
        Emulator? emulator = owned.Access == DeviceAccess.Stub ? null : EmulatorTable.Find(device.Compatible, OrdinalOf(device));
        if (emulator is null && owned.Access == DeviceAccess.Emulated && device.Role == DeviceRole.Device)
        {
            _diagnostics.Add(XvisorDiagnostics.NoEmulator(_plan.Request.SpanOf(""), _plan.Name, device.Name));
        }

        ImmutableArray<AddressRange> registers = device.Registers;
        for (int i = 0; i < registers.Length; i++)
        {
            // The emulator answers in the page of the device's first range; what it has beyond that reads as zero.
            AddressRange pages = registers[i].RoundOutTo(MachineProfile.PageSize);
            if (registers[..i].Any(earlier => earlier.RoundOutTo(MachineProfile.PageSize).Contains(pages)))
            {
                continue;
            }

            bool isFirst = i == 0 && emulator is not null;
            _space.AddEmulator(
                AddressSpace.NameOf(device), registers[i], isFirst ? emulator! : EmulatorTable.Stub, isFirst ? device.Interrupts : []);
        }
    }

    private int OrdinalOf(BoardDevice device) => _plan.Board.Devices
        .TakeWhile(other => other.Node != device.Node)
        .Count(other => other.Compatible.FirstOrDefault() == device.Compatible.FirstOrDefault());

    private static Region AllocatedMemory(string name, AddressRange range, string type) => new(name, range, "real", type)
    {
        Extra = [s_alignment],
    };

    private DeviceTreeNode WriteRoot(ulong start)
    {
        var root = new DeviceTreeNode("");
        string model = _plan.Board[_plan.Board.Document.Root].Compatible.FirstOrDefault() ?? _plan.Name;
        root.SetProperty("model", PropertyValue.FromStrings(model));
        root.SetProperty("device_type", PropertyValue.FromStrings("guest"));
        root.SetProperty("psci_version", PropertyValue.FromCells(2));

        DeviceTreeNode processor = root.AddChild(new DeviceTreeNode("vcpu_template"));
        processor.SetProperty("device_type", PropertyValue.FromStrings("vcpu"));
        processor.SetProperty("compatible", PropertyValue.FromStrings(MachineProfile.GuestProcessor));
        processor.SetProperty("start_pc", PropertyValue.FromCells((uint)start));
        if (!_plan.Request.CpuAffinity.IsEmpty)
        {
            processor.SetProperty("affinity", PropertyValue.FromCells([.. _plan.HostCpus.Select(static cpu => (uint)cpu)]));
        }

        DeviceTreeNode space = root.AddChild(new DeviceTreeNode("aspace"));
        space.SetProperty("guest_irq_count", PropertyValue.FromCells(MachineProfile.InterruptCount));
        foreach (Region region in _space.Regions)
        {
            space.AddChild(region.ToNode());
        }

        return root;
    }
}

using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Xvisor;

/// <summary>Writes the tree that tells Xvisor what to give a guest.</summary>
/// <remarks>The tree's form is that of Xvisor v0.3.0: <c>core/vmm_guest_aspace.c</c>, <c>core/include/vmm_devtree.h</c>.</remarks>
internal sealed class ConfigTreeBuilder
{
    private readonly GuestPlan _plan;
    private readonly XvisorGuestSettings _settings;
    private readonly MachineProfile _profile;
    private readonly ICollection<Diagnostic> _diagnostics;
    private readonly AddressSpace _space;

    private ConfigTreeBuilder(GuestPlan plan, MachineProfile profile, ICollection<Diagnostic> diagnostics)
    {
        _plan = plan;
        _settings = XvisorGuestSettings.Of(plan);
        _profile = profile;
        _diagnostics = diagnostics;
        _space = new AddressSpace(plan, diagnostics);
    }

    public static DeviceTreeDocument? Build(GuestPlan plan, ICollection<Diagnostic> diagnostics)
    {
        if (MachineProfiles.Of(plan) is { } profile)
        {
            return new ConfigTreeBuilder(plan, profile, diagnostics).Build();
        }

        diagnostics.Add(plan.Profile.Length > 0
            ? XvisorDiagnostics.UnknownProfile(
                plan.Request.SpanOf(""),
                plan.Profile,
                MachineProfiles.All.Select(static profile => profile.Name))
            : XvisorDiagnostics.UnsupportedProcessor(
                plan.Request.SpanOf(""),
                plan.Name,
                ProcessorsOf(plan),
                MachineProfiles.All.Select(static profile => profile.Name)));
        return null;
    }

    private DeviceTreeDocument? Build()
    {
        if (GuestFlash.FindRange(_plan, _profile) is not { } flash)
        {
            _diagnostics.Add(XvisorDiagnostics.NoFlash(_plan.Request.SpanOf(GuestMetadata.Devices), _plan.Name));
            return null;
        }

        new MemoryRegions(_plan, _profile, _space, _diagnostics).Add(flash);
        new ControllerRegions(_plan, _profile, _space, _diagnostics).Add();
        new DeviceRegions(_plan, _profile, _space, _diagnostics).Add(flash);
        AddInformationPage();
        foreach (VirtioDevice device in VirtioDevices.Place(_plan, _profile))
        {
            _space.Add(device.ToRegion());
        }

        return new DeviceTreeDocument(WriteRoot(flash.Start));
    }

    private static IEnumerable<string> ProcessorsOf(GuestPlan plan) =>
        plan.Board.Cpus.Select(cpu => plan.Board[cpu].Compatible.FirstOrDefault() ?? "").Distinct();

    private void AddInformationPage() => _space.Add(new("vminfo", new(_profile.InformationPage, XvisorLimits.PageSize), "virtual", "sys")
    {
        Compatible = "vminfo-0.1",
        Extra =
        [
            ("ram0_base", PropertyValue.FromCells((uint)_plan.Memory.Start)),
            ("boot_delay", PropertyValue.FromCells((uint)_settings.BootDelay)),
        ],
    });

    private DeviceTreeNode WriteRoot(ulong start)
    {
        var root = new DeviceTreeNode("");
        string model = _plan.Board[_plan.Board.Document.Root].Compatible.FirstOrDefault() ?? _plan.Name;
        root.SetProperty("model", PropertyValue.FromStrings(model));
        root.SetProperty("device_type", PropertyValue.FromStrings("guest"));
        root.SetProperty("psci_version", PropertyValue.FromCells(2));
        WriteAliases(root.AddChild(new DeviceTreeNode("aliases")));
        WriteProcessor(root.AddChild(new DeviceTreeNode("vcpu_template")), start);

        DeviceTreeNode space = root.AddChild(new DeviceTreeNode("aspace"));
        space.SetProperty("guest_irq_count", PropertyValue.FromCells(_profile.InterruptCount));
        foreach (Region region in _space.Regions)
        {
            space.AddChild(region.ToNode());
        }

        return root;
    }

    /// <summary>
    /// What a script or a person at Xvisor's prompt may want to change before the guest is made: only what has an alias can be.
    /// </summary>
    private void WriteAliases(DeviceTreeNode aliases)
    {
        foreach (Region region in _space.Regions.Where(static region => region.DeviceType is "nic" or "virtio" || region.Name == "mem0"))
        {
            aliases.SetProperty(region.Name, PropertyValue.FromStrings($"/aspace/{region.Name}"));
        }
    }

    private void WriteProcessor(DeviceTreeNode processor, ulong start)
    {
        processor.SetProperty("device_type", PropertyValue.FromStrings("vcpu"));
        processor.SetProperty("compatible", PropertyValue.FromStrings(MachineProfiles.ProcessorOf(_plan, _profile)));
        processor.SetProperty("start_pc", PropertyValue.FromCells((uint)start));
        if (_profile.HasVirtualization)
        {
            // The architecture's own timers, as every tree for such a processor has them.
            processor.SetProperty("gentimer_virt_irq", PropertyValue.FromCells(27));
            processor.SetProperty("gentimer_phys_irq", PropertyValue.FromCells(30));
        }

        if (_settings.Priority is int priority)
        {
            processor.SetProperty("priority", PropertyValue.FromCells((uint)priority));
        }

        if (_settings.TimeSlice is ulong slice)
        {
            processor.SetProperty("time_slice", PropertyValue.FromCells((uint)(slice >> 32), (uint)slice));
        }

        if (!_plan.Request.CpuAffinity.IsEmpty)
        {
            processor.SetProperty("affinity", PropertyValue.FromCells([.. _plan.HostCpus.Select(static cpu => (uint)cpu)]));
        }
    }
}

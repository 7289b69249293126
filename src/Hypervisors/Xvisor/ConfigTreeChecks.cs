using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>
/// What Xvisor would refuse in a tree for a guest, whoever wrote it. At boot it makes no guest and says a number, or makes one that
/// stops at its first access.
/// </summary>
/// <remarks>
/// Xvisor v0.3.0: <c>core/vmm_manager.c</c> (guest_create) and <c>core/vmm_guest_aspace.c</c> (is_region_node_valid, region_add).
/// </remarks>
internal sealed class ConfigTreeChecks
{
    private const int MostInterruptCells = 3; // Of a passed-through line on the board: number, trigger, CPU.

    private static readonly string[] s_times = ["time_slice", "deadline", "periodicity"];

    private readonly GuestPlan _plan;
    private readonly MachineProfile? _profile;
    private readonly DeviceTreeDocument _tree;
    private readonly List<Diagnostic> _diagnostics = [];

    private ConfigTreeChecks(GuestPlan plan, DeviceTreeDocument tree)
    {
        _plan = plan;
        _profile = MachineProfiles.Of(plan);
        _tree = tree;
    }

    public static IEnumerable<Diagnostic> Check(GuestPlan plan, DeviceTreeDocument tree)
    {
        var checks = new ConfigTreeChecks(plan, tree);
        checks.CheckNames();
        checks.CheckFrame();
        checks.CheckProcessor();
        checks.CheckRegions();
        return checks._diagnostics;
    }

    private void CheckNames()
    {
        foreach (DeviceTreeNode node in _tree.Nodes)
        {
            if (node.Name.Length > XvisorLimits.LongestName)
            {
                Report(ConfigTreeDiagnostics.NameCutOff, node.Span, node.Name);
            }

            foreach (DeviceTreeProperty property in node.Properties
                .Where(static property => property.Name.Length > XvisorLimits.LongestName))
            {
                Report(ConfigTreeDiagnostics.NameCutOff, property.Span, property.Name);
            }
        }

        void Report(Func<SourceSpan, string, string, int, Diagnostic> make, SourceSpan at, string name) =>
            _diagnostics.Add(make(PlaceOf(at), _plan.Name, name, XvisorLimits.LongestName));
    }

    private void CheckFrame()
    {
        Expect(_tree.Root, "the root node", "device_type", "guest");
        if (_tree.FindByPath("/vcpu_template") is null)
        {
            Missing(_tree.Root, "the root node", "a node vcpu_template");
        }

        if (_tree.FindByPath("/aspace") is not { } space)
        {
            Missing(_tree.Root, "the root node", "a node aspace");
        }
        else if (ReadCell(space, "guest_irq_count") is null)
        {
            Missing(space, space.Path, "guest_irq_count = <…>, one cell,");
        }
    }

    private void CheckProcessor()
    {
        if (_tree.FindByPath("/vcpu_template") is not { } processor)
        {
            return;
        }

        Expect(processor, processor.Path, "device_type", "vcpu");
        ImmutableArray<string> compatible = Strings(processor, "compatible");
        if (compatible.IsEmpty)
        {
            Missing(processor, processor.Path, "compatible");
        }
        else if (_profile is not null && !_profile.Processors.Any(compatible.Contains))
        {
            _diagnostics.Add(ConfigTreeDiagnostics.UnknownProcessor(
                PlaceOf(processor, "compatible"), _plan.Name, compatible[0], MachineProfiles.ProcessorOf(_plan, _profile)));
        }

        if (processor.TryGetValue("affinity", out PropertyValue? value))
        {
            value.TryReadCells(out ImmutableArray<uint> cpus);
            if (cpus.IsDefaultOrEmpty)
            {
                _diagnostics.Add(ConfigTreeDiagnostics.InvalidValue(
                    PlaceOf(processor, "affinity"),
                    _plan.Name,
                    processor.Path,
                    "affinity",
                    "the numbers of CPUs, at least one"));
            }
            else if (cpus.Any(cpu => cpu >= _plan.Board.Cpus.Length))
            {
                _diagnostics.Add(ConfigTreeDiagnostics.CpuNotThere(
                    PlaceOf(processor, "affinity"),
                    _plan.Name,
                    cpus.First(cpu => cpu >= _plan.Board.Cpus.Length),
                    _plan.Board.Cpus.Length));
            }
        }

        foreach (string name in s_times.Where(name => processor.FindProperty(name) is { Value.Length: not 8 }))
        {
            _diagnostics.Add(ConfigTreeDiagnostics.InvalidValue(
                PlaceOf(processor, name),
                _plan.Name,
                processor.Path,
                name,
                "nanoseconds in two cells: /bits/ 64 <10000000>"));
        }
    }

    private void CheckRegions()
    {
        if (_tree.FindByPath("/aspace") is not { } space)
        {
            return;
        }

        // Xvisor looks at what has no manifest_type as little as at a comment.
        ImmutableArray<ConfigRegion> regions =
            [.. space.Children
                .Select(node => new ConfigRegionReader(node, _plan.Name, span => PlaceOf(span), _diagnostics).Read())
                .OfType<ConfigRegion>()];
        CheckOverlaps(regions);
        foreach (ConfigRegion region in regions)
        {
            CheckAliasTarget(region, regions);
            CheckInterrupts(space, region);
            CheckEmulator(region);
        }
    }

    private void CheckOverlaps(ImmutableArray<ConfigRegion> regions)
    {
        for (int i = 0; i < regions.Length; i++)
        {
            ConfigRegion region = regions[i];
            if (regions[..i].FirstOrDefault(other => other.IsIo == region.IsIo && other.Range.Overlaps(region.Range)) is { } other)
            {
                _diagnostics.Add(ConfigTreeDiagnostics.RegionsOverlap(
                    PlaceOf(region.Node, "guest_physical_addr"), _plan.Name, region.Node.Path, region.Range, other.Node.Path, other.Range));
            }
        }
    }

    private void CheckAliasTarget(ConfigRegion region, ImmutableArray<ConfigRegion> regions)
    {
        if (region.AliasOf is { } target
            && !AddressRange.Cover(
                regions.Where(other => other.AliasOf is null && other.IsIo == region.IsIo).Select(static other => other.Range),
                target))
        {
            _diagnostics.Add(ConfigTreeDiagnostics.AliasOfNothing(
                PlaceOf(region.Node, "alias_physical_addr"),
                _plan.Name,
                region.Node.Path,
                target));
        }
    }

    private void CheckInterrupts(DeviceTreeNode space, ConfigRegion region)
    {
        uint count = ReadCell(space, "guest_irq_count") ?? uint.MaxValue;
        ImmutableArray<uint> interrupts = Cells(region.Node, "interrupts");
        uint controllerCount = ControllerCount(space);
        foreach (uint interrupt in interrupts.Where(interrupt => interrupt >= Math.Min(count, controllerCount)).Take(1))
        {
            _diagnostics.Add(ConfigTreeDiagnostics.InterruptTooHigh(
                PlaceOf(region.Node, "interrupts"), _plan.Name, region.Node.Path, interrupt, Math.Min(count, controllerCount),
                count <= controllerCount ? "guest_irq_count" : "num_irq of its interrupt controller"));
        }

        if (region.DeviceType == EmulatorTable.Passthrough.DeviceType)
        {
            ImmutableArray<uint> lines = Cells(region.Node, "host-interrupts");
            if (lines.Length != interrupts.Length * MostInterruptCells)
            {
                _diagnostics.Add(ConfigTreeDiagnostics.LinesDiffer(
                    PlaceOf(region.Node, "host-interrupts"),
                    _plan.Name,
                    region.Node.Path,
                    interrupts.Length,
                    lines.Length));
            }

            if (!interrupts.IsEmpty && _profile is { HasVirtualization: false })
            {
                _diagnostics.Add(ConfigTreeDiagnostics.PassthroughNeverInterrupts(
                    PlaceOf(region.Node, "device_type"),
                    _plan.Name,
                    region.Node.Path));
            }
        }
    }

    /// <summary>How many interrupts the guest's only controller has, or no limit when it cannot be told.</summary>
    private static uint ControllerCount(DeviceTreeNode space)
    {
        DeviceTreeNode[] controllers =
        [
            .. space.Children.Where(static node => Strings(node, "compatible") is var names
                && (names.Contains(EmulatorTable.PrivateRegion.Compatible) || names.Contains(EmulatorTable.VirtualDistributor.Compatible))),
        ];
        return controllers is not [var only] ? uint.MaxValue
            : ReadCell(only, "num_irq") ?? (Strings(only, "compatible").Contains(EmulatorTable.PrivateRegion.Compatible) ? 96u : 256u);
    }

    private void CheckEmulator(ConfigRegion region)
    {
        if (region.IsMemory || region.AliasOf is not null)
        {
            return;
        }

        ImmutableArray<string> compatible = Strings(region.Node, "compatible");
        Emulator? emulator = EmulatorTable.FindByName(region.DeviceType, compatible);
        if (emulator is null || (emulator.NeedsVirtualization && _profile is { HasVirtualization: false }))
        {
            _diagnostics.Add(ConfigTreeDiagnostics.UnknownEmulator(
                PlaceOf(region.Node, "compatible"),
                _plan.Name,
                region.Node.Path,
                region.DeviceType,
                compatible.FirstOrDefault() ?? "",
                NearestTo(region.DeviceType, compatible)));
            return;
        }

        foreach ((string name, int cells) in emulator.Required.Where(required => !Has(region.Node, required)))
        {
            _diagnostics.Add(ConfigTreeDiagnostics.PropertyMissing(
                PlaceOf(region.Node.Span),
                _plan.Name,
                region.Node.Path,
                emulator.Compatible,
                name,
                cells));
        }
    }

    private static bool Has(DeviceTreeNode node, (string Name, int Cells) required) =>
        node.TryGetValue(required.Name, out PropertyValue? value)
            && (required.Cells == 0 ? value.TryReadStrings(out _) : value.Length >= required.Cells * sizeof(uint));

    private static string? NearestTo(string type, ImmutableArray<string> compatible) =>
        EmulatorTable.All.FirstOrDefault(emulator => compatible.Contains(emulator.Compatible)) is { } sameName
            ? $"device_type \"{sameName.DeviceType}\""
        : EmulatorTable.All.FirstOrDefault(
            emulator => emulator.DeviceType == type && emulator.HostCompatibles.Any(compatible.Contains)) is { } ofDevice
            ? $"\"{ofDevice.Compatible}\""
        : compatible.FirstOrDefault() is { } name
            && NearestName.Find(
                name,
                EmulatorTable.All.Where(emulator => emulator.DeviceType == type)
                    .Select(static emulator => emulator.Compatible)) is { } nearest
            ? $"\"{nearest}\"" : null;

    private void Expect(DeviceTreeNode node, string name, string property, string expected)
    {
        if (!node.TryGetValue(property, out PropertyValue? value) || !value.TryReadString(out string text) || text != expected)
        {
            Missing(node, name, $"{property} = \"{expected}\"");
        }
    }

    private void Missing(DeviceTreeNode node, string name, string part) =>
        _diagnostics.Add(ConfigTreeDiagnostics.MissingPart(PlaceOf(node.Span), _plan.Name, name, part));

    private static uint? ReadCell(DeviceTreeNode node, string property) =>
        node.TryGetValue(property, out PropertyValue? value) && value.TryReadCell(out uint cell) ? cell : null;

    private static ImmutableArray<uint> Cells(DeviceTreeNode node, string property) =>
        node.TryGetValue(property, out PropertyValue? value) && value.TryReadCells(out ImmutableArray<uint> cells) ? cells : [];

    private static ImmutableArray<string> Strings(DeviceTreeNode node, string property) =>
        node.TryGetValue(property, out PropertyValue? value) && value.TryReadStrings(out ImmutableArray<string> strings) ? strings : [];

    private SourceSpan PlaceOf(DeviceTreeNode node, string property) =>
        PlaceOf(node.FindProperty(property)?.Span is { HasFile: true } span ? span : node.Span);

    /// <summary>The place in the tree's source, or where the project speaks of the tree.</summary>
    private SourceSpan PlaceOf(SourceSpan span) => span.HasFile ? span : _plan.Request.SpanOf(GuestMetadata.ConfigTree);
}

using System.Globalization;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>What Xen reads in the board's tree: its own command line, the guests that it starts, and which devices are theirs.</summary>
/// <remarks>Xen, docs/misc/arm/device-tree/booting.txt.</remarks>
internal static class HostTree
{
    // What a boot loader left there for a kernel that would own the whole board.
    private static readonly string[] s_ofTheBoard = ["bootargs", "linux,initrd-start", "linux,initrd-end", "rng-seed", "kaslr-seed"];

    public static DeviceTreeDocument Build(DeviceTreeDocument board, BootRequest request, ICollection<Diagnostic> diagnostics)
    {
        DeviceTreeDocument host = board.Clone();
        DeviceTreeNode chosen = host.Root.FindChild("chosen") ?? host.Root.AddChild(new DeviceTreeNode("chosen"));
        Array.ForEach(s_ofTheBoard, name => chosen.RemoveProperty(name));
        foreach (DeviceTreeNode child in chosen.Children.ToArray())
        {
            chosen.RemoveChild(child);
        }

        // Without a console the plan has not passed.
        Board read = Board.Read(host);
        string console = XenOwnership.FindDefaultConsole(read) is { } port ? HostNames.PathOf(port) : "";
        PassOverWatchers(read);
        ModuleLayout layout = ModuleLayout.Place(request);
        int cells = layout.Modules.Select(static module => module.Place)
            .Concat(request.Guests.Select(static guest => guest.Plan.HostMemory).OfType<AddressRange>())
            .Any(static place => place.Last > uint.MaxValue) ? 2 : 1;
        SetCells(chosen, cells);
        chosen.SetProperty("xen,xen-bootargs", PropertyValue.FromStrings(ArgumentsOf(request, console)));
        foreach (GuestFiles guest in request.Guests.Where(ModuleLayout.CanStart))
        {
            AddGuest(chosen, guest, layout, cells);
            CheckArguments(guest.Plan, diagnostics);
        }

        // The paths are the same in a copy of the board's tree until names change.
        foreach (DeviceTreeNode device in request.Guests.SelectMany(static guest => BoardParts.HardwareOf(guest.Plan))
            .Select(owned => host.FindByPath(owned.Device.Node.Path)).OfType<DeviceTreeNode>())
        {
            device.SetProperty("xen,passthrough", PropertyValue.Empty);
        }

        HostNames.Rename(host);
        return host;
    }

    /// <summary>
    /// Leads the lines of controllers that only watch them to the interrupt controller itself, since Xen routes no others.
    /// </summary>
    private static void PassOverWatchers(Board host)
    {
        if (BoardParts.FindInterruptController(host)?.Node is not { Phandle: uint phandle } controller)
        {
            return;
        }

        CellCounts counts = CellCounts.Of(controller);
        var target = new InterruptReferences.Controller(
            phandle, (int)(counts.DeclaredAddress ?? 0), (int)(CellCounts.Read(controller, "#interrupt-cells") ?? 0));
        foreach (IGrouping<DeviceTreeNode, DeviceTreeProperty> changed in new InterruptReferences(host, target)
            .Rewrite(host.Document.Nodes, node => InterruptRoutes.IsWatcher(host[node])))
        {
            foreach (DeviceTreeProperty property in changed)
            {
                changed.Key.SetProperty(property);
            }
        }
    }

    /// <summary>
    /// The command line. <c>conswitch=ax</c> keeps the keyboard with Xen at first, so that the lines of every guest have its prefix: of
    /// the guest that has the keyboard, newer versions print lines without one.
    /// </summary>
    private static string ArgumentsOf(BootRequest request, string console) =>
        request.HypervisorArguments.Length > 0 ? request.HypervisorArguments : $"console=dtuart dtuart={console} conswitch=ax bootscrub=0";

    private static void AddGuest(DeviceTreeNode chosen, GuestFiles guest, ModuleLayout layout, int cells)
    {
        const ulong kibibyte = 1024;
        GuestPlan plan = guest.Plan;
        DeviceTreeNode domain = chosen.AddChild(new DeviceTreeNode(NameOf(plan)));
        domain.SetProperty("compatible", PropertyValue.FromStrings("xen,domain"));
        SetCells(domain, cells);
        ulong memory = plan.Memory.Size / kibibyte;
        domain.SetProperty("memory", PropertyValue.FromCells((uint)(memory >> 32), (uint)memory));
        domain.SetProperty("cpus", PropertyValue.FromCells((uint)plan.Request.Cpus));
        if (GuestLayout.Of(plan).HasConsole)
        {
            domain.SetProperty("vpl011", PropertyValue.Empty);
        }

        if (plan.HostMemory is { } placed)
        {
            domain.SetProperty("xen,static-mem", Cells(placed, cells));
            domain.SetProperty("direct-map", PropertyValue.Empty);
        }

        foreach (Module module in layout.Modules.Where(module => module.Guest == guest))
        {
            AddModule(domain, module, cells);
        }
    }

    private static void AddModule(DeviceTreeNode domain, Module module, int cells)
    {
        string kind = module.Kind switch
        {
            GuestFileKind.Kernel => "multiboot,kernel",
            GuestFileKind.RootFileSystem => "multiboot,ramdisk",
            _ => "multiboot,device-tree",
        };
        DeviceTreeNode node = domain.AddChild(
            new DeviceTreeNode($"module@{module.Place.Start.ToString("x", CultureInfo.InvariantCulture)}"));
        node.SetProperty("compatible", PropertyValue.FromStrings(kind, "multiboot,module"));
        node.SetProperty("reg", Cells(module.Place, cells));
        if (module.Kind == GuestFileKind.Kernel && module.Guest.Plan.Request.KernelArguments is { Length: > 0 } arguments)
        {
            node.SetProperty("bootargs", PropertyValue.FromStrings(arguments));
        }
    }

    /// <summary>A guest's node has the guest's name. Words of other meanings below <c>/chosen</c> have no hyphen behind them.</summary>
    private static string NameOf(GuestPlan plan) => $"domain-{plan.Name}";

    private static void CheckArguments(GuestPlan plan, ICollection<Diagnostic> diagnostics)
    {
        int length = System.Text.Encoding.UTF8.GetByteCount(plan.Request.KernelArguments);
        if (length > GuestLayout.LongestArguments)
        {
            diagnostics.Add(XenDiagnostics.ArgumentsTooLong(
                plan.Request.SpanOf(GuestMetadata.KernelArguments), plan.Name, length, GuestLayout.LongestArguments));
        }
    }

    private static PropertyValue Cells(AddressRange range, int cells) => cells == 2
        ? PropertyValue.FromCells((uint)(range.Start >> 32), (uint)range.Start, (uint)(range.Size >> 32), (uint)range.Size)
        : PropertyValue.FromCells((uint)range.Start, (uint)range.Size);

    private static void SetCells(DeviceTreeNode node, int cells)
    {
        node.SetProperty("#address-cells", PropertyValue.FromCells((uint)cells));
        node.SetProperty("#size-cells", PropertyValue.FromCells((uint)cells));
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>Predicts the tree that Xen makes for a guest: a machine that is the same for all, and the guest's own devices.</summary>
/// <remarks>
/// As Xen 4.17 makes it (xen/arch/arm/domain_build.c, prepare_dtb_domU); it adds the addresses of the initial RAM disk. Nothing reads
/// this tree but people, and the comparison of what a guest believes with what it is given.
/// </remarks>
internal static class GuestTree
{
    /// <summary>Predicts the tree.</summary>
    /// <param name="plan">What the guest gets.</param>
    /// <param name="configTree">The tree that Xen is given for the guest, made or hand-written.</param>
    public static DeviceTreeDocument Predict(GuestPlan plan, DeviceTreeDocument configTree)
    {
        uint controller = configTree.FindByPath("/gic")?.Phandle ?? GuestLayout.InterruptControllerPhandle;
        var root = new DeviceTreeNode("");
        SetCells(root, 2, 2);
        AddChosen(root, plan);
        AddFirmware(root);
        AddProcessors(root, plan);
        AddMemory(root, plan);
        AddDevices(root, configTree);
        var layout = GuestLayout.Of(plan);
        AddInterruptController(root, BoardParts.InterruptControllerVersion(plan.Board), layout.InterruptController, controller);
        AddTimer(root, plan.Board, controller);
        if (layout.HasConsole)
        {
            AddConsole(root, layout, controller);
        }

        return new DeviceTreeDocument(root);
    }

    /// <summary>The name of the emulated serial port's node, which is below the root.</summary>
    public static string NameOfConsole(GuestLayout layout) =>
        $"sbsa-uart@{layout.Console.Start.ToString("x", CultureInfo.InvariantCulture)}";

    private static void AddChosen(DeviceTreeNode root, GuestPlan plan)
    {
        DeviceTreeNode chosen = root.AddChild(new DeviceTreeNode("chosen"));
        if (plan.Request.KernelArguments.Length > 0)
        {
            chosen.SetProperty("bootargs", PropertyValue.FromStrings(plan.Request.KernelArguments));
        }
    }

    private static void AddFirmware(DeviceTreeNode root)
    {
        DeviceTreeNode firmware = root.AddChild(new DeviceTreeNode("psci"));
        firmware.SetProperty("compatible", PropertyValue.FromStrings("arm,psci-1.0", "arm,psci-0.2", "arm,psci"));
        firmware.SetProperty("method", PropertyValue.FromStrings("hvc"));
        firmware.SetProperty("cpu_off", PropertyValue.FromCells(1));
        firmware.SetProperty("cpu_on", PropertyValue.FromCells(2));
    }

    private static void AddProcessors(DeviceTreeNode root, GuestPlan plan)
    {
        DeviceTreeNode processors = root.AddChild(new DeviceTreeNode("cpus"));
        SetCells(processors, 1, 0);
        for (int i = 0; i < plan.Request.Cpus; i++)
        {
            DeviceTreeNode processor = processors.AddChild(new DeviceTreeNode($"cpu@{i.ToString("x", CultureInfo.InvariantCulture)}"));
            if (plan.Board.Cpus.FirstOrDefault()?.FindProperty("compatible") is { } compatible)
            {
                processor.SetProperty(compatible);
            }

            processor.SetProperty("device_type", PropertyValue.FromStrings("cpu"));
            processor.SetProperty("reg", PropertyValue.FromCells((uint)i));
            if (!BoardParts.Is32Bit(plan.Board))
            {
                processor.SetProperty("enable-method", PropertyValue.FromStrings("psci"));
            }
        }
    }

    private static void AddMemory(DeviceTreeNode root, GuestPlan plan)
    {
        DeviceTreeNode memory = root.AddChild(
            new DeviceTreeNode($"memory@{plan.Memory.Start.ToString("x", CultureInfo.InvariantCulture)}"));
        memory.SetProperty("device_type", PropertyValue.FromStrings("memory"));
        memory.SetProperty("reg", Cells([plan.Memory]));
    }

    /// <summary>Adds what Xen copies: of all that a tree for it may have, these two nodes.</summary>
    private static void AddDevices(DeviceTreeNode root, DeviceTreeDocument configTree)
    {
        DeviceTreeNode source = configTree.Clone().Root;
        foreach (DeviceTreeNode copied in source.Children.Where(static node => node.Name is "aliases" or "passthrough").ToArray())
        {
            source.RemoveChild(copied);
            foreach (DeviceTreeNode node in copied.DescendantsAndSelf())
            {
                node.RemoveProperty("xen,reg");
                node.RemoveProperty("xen,path");
                node.RemoveProperty("xen,force-assign-without-iommu");
            }

            root.AddChild(copied);
        }
    }

    private static void AddInterruptController(
        DeviceTreeNode root, int version, ImmutableArray<AddressRange> registers, uint phandle)
    {
        DeviceTreeNode node = root.AddChild(
            new DeviceTreeNode($"interrupt-controller@{registers[0].Start.ToString("x", CultureInfo.InvariantCulture)}"));
        node.SetProperty("#address-cells", PropertyValue.FromCells(0));
        node.SetProperty("#interrupt-cells", PropertyValue.FromCells(3));
        node.SetProperty("interrupt-controller", PropertyValue.Empty);
        node.SetProperty("compatible", PropertyValue.FromStrings(version == 3 ? "arm,gic-v3" : "arm,gic-400"));
        node.SetProperty("reg", Cells(registers));
        node.SetProperty("linux,phandle", PropertyValue.FromCells(phandle));
        node.SetProperty("phandle", PropertyValue.FromCells(phandle));
    }

    private static void AddTimer(DeviceTreeNode root, Board board, uint controller)
    {
        const uint flags = 0xf08; // Every CPU, level, active low.
        DeviceTreeNode timer = root.AddChild(new DeviceTreeNode("timer"));
        timer.SetProperty(
            "compatible",
            BoardParts.Is32Bit(board)
                ? PropertyValue.FromStrings("arm,armv7-timer")
                : PropertyValue.FromStrings("arm,armv8-timer", "arm,armv7-timer"));
        timer.SetProperty("interrupts", PropertyValue.FromCells(1, 13, flags, 1, 14, flags, 1, 11, flags));
        timer.SetProperty("interrupt-parent", PropertyValue.FromCells(controller));
    }

    private static void AddConsole(DeviceTreeNode root, GuestLayout layout, uint controller)
    {
        DeviceTreeNode console = root.AddChild(new DeviceTreeNode(NameOfConsole(layout)));
        console.SetProperty("compatible", PropertyValue.FromStrings("arm,sbsa-uart"));
        console.SetProperty("reg", Cells([layout.Console]));

        // Every CPU, level, active high.
        console.SetProperty("interrupts", PropertyValue.FromCells(0, layout.ConsoleInterrupt.SharedNumber, 0xf04));
        console.SetProperty("interrupt-parent", PropertyValue.FromCells(controller));
        console.SetProperty("current-speed", PropertyValue.FromCells(115200));
    }

    private static PropertyValue Cells(ImmutableArray<AddressRange> ranges) => PropertyValue.FromCells(
        [.. ranges
            .SelectMany(
                static range => new[] { (uint)(range.Start >> 32), (uint)range.Start, (uint)(range.Size >> 32), (uint)range.Size })]);

    private static void SetCells(DeviceTreeNode node, uint address, uint size)
    {
        node.SetProperty("#address-cells", PropertyValue.FromCells(address));
        node.SetProperty("#size-cells", PropertyValue.FromCells(size));
    }
}

using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Trees;

/// <summary>
/// Writes <c>/chosen</c> of a guest's tree: the kernel's command line and console. What the board's boot loader left there goes.
/// </summary>
internal sealed class GuestChosen(GuestPlan plan, IReadOnlyDictionary<DeviceTreeNode, DeviceTreeNode> copies)
{
    // An initial RAM disk at the board's addresses, and random numbers that were good once.
    private static readonly string[] s_ofTheBoard = ["linux,initrd-start", "linux,initrd-end", "rng-seed", "kaslr-seed"];

    public void Write(DeviceTreeNode root)
    {
        DeviceTreeNode chosen = root.FindChild("chosen") ?? root.AddChild(new DeviceTreeNode("chosen"));
        Array.ForEach(s_ofTheBoard, name => chosen.RemoveProperty(name));
        if (plan.Board.FindConsole() is not { } console || !copies.ContainsKey(console))
        {
            WriteConsole(chosen);
        }

        if (plan.Request.KernelArguments.Length > 0)
        {
            chosen.SetProperty("bootargs", PropertyValue.FromStrings(plan.Request.KernelArguments));
        }
    }

    /// <summary>Where the board's console is not the guest's, its first serial port is; without one, there is no console. A port that is
    /// a mere stand-in is not in the tree.</summary>
    private void WriteConsole(DeviceTreeNode chosen)
    {
        IEnumerable<BoardDevice> devices = plan.Devices
            .Select(static owned => owned.Device)
            .Where(device => copies.ContainsKey(device.Node));
        if (SerialPorts.FindConsole(plan.Board, devices) is { } port)
        {
            chosen.SetProperty("stdout-path", PropertyValue.FromStrings(copies[port.Node].Path));
        }
        else
        {
            chosen.RemoveProperty("stdout-path");
        }
    }
}

using Partition.DeviceTree.Model;

namespace Partition.Hypervisors.Xvisor;

/// <summary>How a guest calls what the board's tree takes for the board's firmware.</summary>
internal static class FirmwareCalls
{
    /// <summary>Xvisor itself answers a guest's PSCI calls, and those are made to it.</summary>
    public static void Redirect(DeviceTreeDocument tree, MachineProfile profile)
    {
        foreach (DeviceTreeNode node in tree.Root.Children
            .Where(node => profile.HasVirtualization && node.BaseName == "psci" && node.FindProperty("method") is not null))
        {
            node.SetProperty("method", PropertyValue.FromStrings("hvc"));
        }
    }
}

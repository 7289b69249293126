using Partition.DeviceTree;
using Partition.Slicing;

namespace Partition.Hypervisors.Xvisor;

/// <summary>What Xvisor reads in the board's own tree and no other kernel does.</summary>
internal static class HostTree
{
    // Commands that Xvisor runs by itself once it is up: the disk image is the initial RAM disk.
    private static readonly string[] s_bootCommands = ["vfs mount initrd /", "vfs run /boot.xscript", "vfs cat /system/banner.txt"];

    public static void Complete(DeviceTreeDocument host)
    {
        DeviceTreeNode chosen = host.Root.FindChild("chosen") ?? host.Root.AddChild(new DeviceTreeNode("chosen"));

        // Xvisor looks at neither stdout-path nor aliases; without a console by path it stops before it prints a word.
        if (chosen.FindProperty("console") is null && Board.Read(host).FindConsole() is { } console)
        {
            chosen.SetProperty("console", PropertyValue.FromStrings(console.Path));
        }

        if (chosen.FindProperty("bootcmd") is null)
        {
            // The banner comes before the script, whose last line hands the terminal to a guest.
            chosen.SetProperty("bootcmd", PropertyValue.FromStrings(s_bootCommands[0], s_bootCommands[2], s_bootCommands[1]));
        }
    }
}

using System.Collections.Immutable;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Xvisor;

/// <summary>What Xvisor reads in the board's own tree and no other kernel does.</summary>
internal static class HostTree
{
    /// <summary>What Xvisor shows once it is up.</summary>
    public const string BannerPath = "/system/banner.txt";

    // Commands that Xvisor runs by itself once it is up: the disk image is the initial RAM disk.
    private static readonly string[] s_bootCommands = ["vfs mount initrd /", "vfs run /boot.xscript", $"vfs cat {BannerPath}"];

    public static DeviceTreeDocument Build(DeviceTreeDocument board, string arguments, ICollection<Diagnostic> diagnostics)
    {
        DeviceTreeDocument host = board.Clone();
        RemoveDisabled(host);
        RemoveReservationsOutsideRam(host);
        DeviceTreeNode chosen = host.Root.FindChild("chosen") ?? host.Root.AddChild(new DeviceTreeNode("chosen"));

        // Xvisor looks at neither stdout-path nor aliases; without a console by path it stops before it prints a word.
        if (chosen.FindProperty("console") is null)
        {
            if (Board.Read(host).FindConsole() is { } console)
            {
                chosen.SetProperty("console", PropertyValue.FromStrings(console.Path));
            }
            else
            {
                diagnostics.Add(XvisorDiagnostics.NoHostConsole(chosen.Span));
            }
        }

        if (arguments.Length > 0)
        {
            chosen.SetProperty("bootargs", PropertyValue.FromStrings(arguments));
        }

        if (chosen.FindProperty("bootcmd") is null)
        {
            // The banner comes before the script, whose last line hands the terminal to a guest.
            chosen.SetProperty("bootcmd", PropertyValue.FromStrings(s_bootCommands[0], s_bootCommands[2], s_bootCommands[1]));
        }

        CheckLimits(host, chosen, diagnostics);
        return host;
    }

    private static void CheckLimits(DeviceTreeDocument host, DeviceTreeNode chosen, ICollection<Diagnostic> diagnostics)
    {
        if (chosen.TryGetValue("bootcmd", out PropertyValue? value) && value.TryReadStrings(out ImmutableArray<string> commands)
            && commands.FirstOrDefault(static command => command.Length > XvisorLimits.LongestBootCommand) is { } longest)
        {
            diagnostics.Add(XvisorDiagnostics.BootCommandTooLong(
                chosen.FindProperty("bootcmd")!.Span,
                longest,
                XvisorLimits.LongestBootCommand));
        }

        int length = DeviceTreeBlob.Write(host).Length;
        if (length > XvisorLimits.LargestHostTree)
        {
            diagnostics.Add(XvisorDiagnostics.HostTreeTooLarge(host.Root.Span, length, XvisorLimits.LargestHostTree));
        }
    }

    /// <summary>Xvisor's drivers do not look at <c>status</c>: a timer that is switched off would become its clock.</summary>
    private static void RemoveDisabled(DeviceTreeDocument host)
    {
        foreach (BoardDevice device in Board.Read(host).Devices.Where(static device => !device.IsEnabled))
        {
            device.Node.Parent?.RemoveChild(device.Node);
        }
    }

    /// <summary>
    /// Xvisor reserves every range below <c>/reserved-memory</c> in its RAM, and stops without a word when one is not there.
    /// </summary>
    private static void RemoveReservationsOutsideRam(DeviceTreeDocument host)
    {
        HashSet<DeviceTreeNode> reservations =
            [.. Board.Read(host).Devices
                .Where(static device => device.Role == DeviceRole.Device && device.IsReservation)
                .Select(static device => device.Node)];
        foreach (DeviceTreeNode node in host.Nodes)
        {
            if (node.FindProperty("memory-region") is { } region
                && region.Value.References.Any(
                    reference => host.FindByReference(reference.Text) is { } target && reservations.Contains(target)))
            {
                node.RemoveProperty(region.Name);
            }
        }

        foreach (DeviceTreeNode reservation in reservations)
        {
            reservation.Parent?.RemoveChild(reservation);
        }

        if (host.FindByPath("/reserved-memory") is { Children.Count: 0 } empty)
        {
            host.Root.RemoveChild(empty);
        }
    }
}

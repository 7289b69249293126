using System.Text.RegularExpressions;

namespace Partition.Hypervisors.Consoles;

/// <summary>Knows the lines by which an operating system says that it did not come up, although a prompt may follow.</summary>
/// <remarks>
/// Linux: init/main.c (<c>Failed to execute /init</c>, after which it starts a shell in its place), kernel/panic.c, init/do_mounts.c.
/// Debian's initramfs-tools and dracut: the shells that they fall back to. systemd: the emergency mode.
/// </remarks>
internal static partial class GuestFault
{
    /// <summary>Whether a line, or the start of one, says so.</summary>
    public static bool IsIn(string line) => Mark().IsMatch(line);

    [GeneratedRegex(
        "Kernel panic - not syncing|Failed to execute /|Starting init: .* exists but couldn't execute it|No working init found"
            + "|Unable to mount root fs|Dropping to a shell|^\\(initramfs\\) |^dracut:/|[Ee]ntering emergency mode"
            + "|You are in emergency mode|Give root password for maintenance",
        RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}

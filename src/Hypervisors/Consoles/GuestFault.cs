using System.Text.RegularExpressions;

namespace Partition.Hypervisors.Consoles;

/// <summary>Knows the lines by which an operating system says that it did not come up, although a prompt may follow.</summary>
/// <remarks>
/// Linux: init/main.c (<c>Failed to execute /init</c>, after which it starts a shell in its place), kernel/panic.c, init/do_mounts.c.
/// Debian's initramfs-tools and dracut: the shells that they fall back to. systemd: the emergency mode.
/// </remarks>
internal static partial class GuestFault
{
    /// <summary>Whether a whole line says so.</summary>
    public static bool IsIn(string line) => Mark().IsMatch(line);

    /// <summary>Whether the start of a line says so, of which no more may come: the prompt of a shell to fall back to.</summary>
    public static bool IsInUnfinished(string start) => Prompt().IsMatch(start);

    [GeneratedRegex(
        "Kernel panic - not syncing|Failed to execute /|Starting init: .* exists but couldn't execute it|No working init found"
            + "|Unable to mount root fs|Dropping to a shell|^\\(initramfs\\) |^dracut:/|[Ee]ntering emergency mode"
            + "|You are in emergency mode|Give root password for maintenance",
        RegexOptions.CultureInvariant)]
    private static partial Regex Mark();

    [GeneratedRegex("^\\(initramfs\\) |^dracut:/|Give root password for maintenance", RegexOptions.CultureInvariant)]
    private static partial Regex Prompt();
}

using System.Globalization;
using System.Text;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Xen;

/// <summary>Writes the commands by which U-Boot loads Xen, its tree and the guests' files, each to its address, and starts Xen.</summary>
internal static class BootScript
{
    /// <summary>The hypervisor on the boot medium.</summary>
    public const string HypervisorPath = "/xen";

    /// <summary>The hypervisor's tree on the boot medium.</summary>
    public const string TreePath = "/host.dtb";

    public static string Write(BootRequest request, ModuleLayout layout)
    {
        var script = new StringBuilder();
        script.Append("# The medium is the one that the script came from; by itself it is the first card as a whole.\n");
        script.Append("test -n \"${devtype}\" || setenv devtype mmc\n");
        script.Append("test -n \"${devnum}\" || setenv devnum 0\n");
        script.Append("test -n \"${distro_bootpart}\" || setenv distro_bootpart 0\n");
        foreach (Module module in layout.Stored)
        {
            string users = string.Join(
                ", ",
                layout.Modules.Where(other => other.Place == module.Place).Select(static other => other.Guest.Plan.Name));
            script.Append($"# {users}\n");
            AppendLoad(script, module.Place.Start, module.Path);
        }

        AppendLoad(script, layout.HypervisorAddress, HypervisorPath);
        AppendLoad(script, layout.TreeAddress, TreePath);
        // The tree stays where it was put; all bits set say so.
        script.Append(
            request.Guests.Any(static guest => BoardParts.Is32Bit(guest.Plan.Board))
                ? "setenv fdt_high 0xffffffff\nbootz"
                : "setenv fdt_high 0xffffffffffffffff\nbooti");
        script.Append(CultureInfo.InvariantCulture, $" 0x{layout.HypervisorAddress:x} - 0x{layout.TreeAddress:x}\n");
        return script.ToString();
    }

    private static void AppendLoad(StringBuilder script, ulong address, string path) =>
        script.Append(CultureInfo.InvariantCulture, $"load ${{devtype}} ${{devnum}}:${{distro_bootpart}} 0x{address:x} {path}\n");
}

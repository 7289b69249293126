using Partition.Building.Diagnostics;
using Partition.Building.Items;
using Partition.Diagnostics;

namespace Partition.Building.Kernels;

/// <summary>Warns of a kernel that starts at reset although the hypervisor starts guests with a firmware.</summary>
internal static class FirmwareCheck
{
    /// <summary>Checks a guest.</summary>
    /// <param name="session">The build.</param>
    /// <param name="guest">The guest's item; StartsAtReset says that the project means it.</param>
    /// <param name="needsFirmware">Whether guests of this hypervisor start with a firmware on this board.</param>
    public static void Run(BuildSession session, ProjectItem guest, bool needsFirmware)
    {
        if (needsFirmware
            && guest.GetMetadata("Kernel").Length > 0
            && guest.GetMetadata("Firmware").Length == 0
            && guest.GetMetadata("StartsAtReset") != "true")
        {
            session.Report(HostDiagnostics.NoFirmware(SourceSpan.File(session.ProjectFile), guest.Identity));
        }
    }
}

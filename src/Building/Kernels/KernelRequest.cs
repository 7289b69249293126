using Partition.Building.Items;
using Partition.Partitioning.Units;

namespace Partition.Building.Kernels;

/// <summary>A kernel or firmware of a guest that is made the flat file which is loaded.</summary>
/// <param name="Source">The file: ELF, or flat already.</param>
/// <param name="Role">The guest's metadatum that names the file: Kernel or Firmware.</param>
/// <param name="Guest">The guest's name.</param>
internal sealed record KernelRequest(string Source, string Role, string Guest)
{
    /// <summary>The role of the kernel itself, which is checked for what would keep it from booting.</summary>
    public const string Kernel = "Kernel";

    /// <summary>The role of what starts before a kernel.</summary>
    public const string Firmware = "Firmware";

    /// <summary>Whether sensitive instructions become hypercalls.</summary>
    public bool Patch { get; init; }

    /// <summary>Whether conditional sensitive instructions become hypercalls as well.</summary>
    public bool PatchConditional { get; init; }

    /// <summary>The flat file to write.</summary>
    public required string OutputFile { get; init; }

    /// <summary>The file for the counts of what was patched, as JSON.</summary>
    public required string ReportFile { get; init; }

    /// <summary>The record of the work.</summary>
    public required string RecordFile { get; init; }

    /// <summary>What is asked for the kernel and the firmware of a guest, as far as it has them.</summary>
    /// <param name="guest">The guest's item.</param>
    /// <param name="patchByDefault">Whether the hypervisor needs kernels to be patched.</param>
    /// <param name="directory">The folder of the guest's intermediate files, with a slash at its end.</param>
    public static IEnumerable<KernelRequest> Of(ProjectItem guest, bool patchByDefault, string directory)
    {
        bool patchConditional = Flag.Read(guest.GetMetadata("PatchConditional"), otherwise: false);
        if (guest.GetMetadata("Kernel") is { Length: > 0 } kernel)
        {
            yield return new(kernel, Kernel, guest.Identity)
            {
                Patch = Flag.Read(guest.GetMetadata("PatchKernel"), patchByDefault),
                PatchConditional = patchConditional,
                OutputFile = guest.GetMetadata("KernelImage"),
                ReportFile = $"{directory}patch.json",
                RecordFile = $"{directory}kernel.record",
            };
        }

        if (guest.GetMetadata("Firmware") is { Length: > 0 } firmware)
        {
            yield return new(firmware, Firmware, guest.Identity)
            {
                Patch = patchByDefault,
                PatchConditional = patchConditional,
                OutputFile = guest.GetMetadata("FirmwareImage"),
                ReportFile = $"{directory}patch-firmware.json",
                RecordFile = $"{directory}firmware.record",
            };
        }
    }
}

using System.Globalization;
using Microsoft.Build.Framework;
using Partition.Building.Files;
using Partition.Diagnostics;
using Partition.Images.Kernels;
using Partition.Images.Kernels.Arm;
using Partition.Images.Kernels.Arm.Lint;
using Partition.Images.Kernels.Arm.Reports;

namespace Partition.Tasks;

/// <summary>Turns a guest's kernel into the flat file that is loaded, with its sensitive instructions made hypercalls where the hypervisor needs that.</summary>
[MSBuildMultiThreadableTask]
public sealed class PatchGuestKernel : PartitionTask
{
    private const string KernelRole = "Kernel";

    /// <summary>The kernel: an ELF file, or one that is flat already.</summary>
    [Required] public string Kernel { get; set; } = "";

    /// <summary>What the project calls the file: Kernel or Firmware.</summary>
    [Required] public string Role { get; set; } = "";

    /// <summary>The guest that asks for it.</summary>
    [Required] public ITaskItem Guest { get; set; } = null!;

    /// <summary>Whether sensitive instructions become hypercalls.</summary>
    [Required] public bool Patch { get; set; }

    /// <summary>Whether conditional sensitive instructions become hypercalls, too.</summary>
    public bool PatchConditional { get; set; }

    /// <summary>Whether a file that is no ELF is taken as it is even when <see cref="Patch"/> is set: it was patched elsewhere.</summary>
    public bool AcceptsFlat { get; set; }

    /// <summary>The flat file to write.</summary>
    [Required] public string OutputFile { get; set; } = "";

    /// <summary>The file to write what was replaced to, in numbers, as JSON; empty to write none. A file that is taken as it is has zeros.</summary>
    public string ReportFile { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        if (!File.Exists(Root(Kernel)))
        {
            Report(HostDiagnostics.FileNotFound(Places.Find(Guest, "Guest", Role), $"{Role} of guest '{Guest.ItemSpec}':", Kernel));
            return;
        }

        using FileStream kernel = File.OpenRead(Root(Kernel));
        var result = new KernelPatchResult();
        if (AtomicFile.Write(Root(OutputFile), output => Write(kernel, output, out result)) && ReportFile.Length > 0)
        {
            AtomicFile.Write(Root(ReportFile), output =>
            {
                KernelPatchReport.Of(result).WriteJson(output);
                return true;
            });
        }
    }

    private bool Write(FileStream kernel, Stream output, out KernelPatchResult result)
    {
        SourceSpan at = SourceSpan.File(Kernel);
        if (DetectFormat(kernel) != KernelFormat.Elf32Arm && (AcceptsFlat || !Patch))
        {
            result = new KernelPatchResult();
            kernel.CopyTo(output);
            return true;
        }

        result = KernelPatcher.Patch(kernel, new KernelPatchOptions { Patch = Patch, PatchConditional = PatchConditional });
        if (!Report(result.Diagnostics, at))
        {
            return false;
        }

        if (Patch && Role == KernelRole)
        {
            // Every board that a kernel is patched for has a Cortex-A9.
            Report(KernelLint.Check(kernel, new KernelLintOptions { IsArmV7 = true, Configuration = KernelFolder.ReadConfiguration(Root(Kernel)) }), at);
        }

        if (!Report(FlatImage.Write(kernel, result, output), at))
        {
            return false;
        }

        Log.LogMessage(MessageImportance.Low, "{0}", string.Create(
            CultureInfo.InvariantCulture, $"{Guest.ItemSpec}: {Path.GetFileName(Kernel)}: {result.Patches.Length} instructions patched"));
        return true;
    }

    private static KernelFormat DetectFormat(FileStream kernel)
    {
        Span<byte> head = stackalloc byte[KernelFormats.HeadLength];
        int length = kernel.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        kernel.Position = 0;
        return KernelFormats.Detect(head[..length]);
    }
}

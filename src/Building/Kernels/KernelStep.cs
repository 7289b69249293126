using System.Globalization;
using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.Building.Stages;
using Partition.Diagnostics;
using Partition.Images.Kernels;
using Partition.Images.Kernels.Arm;
using Partition.Images.Kernels.Arm.Lint;
using Partition.Images.Kernels.Arm.Reports;

namespace Partition.Building.Kernels;

/// <summary>
/// Turns a guest's kernel into the flat file that is loaded, with its sensitive instructions made hypercalls where the hypervisor needs
/// that.
/// </summary>
internal static class KernelStep
{
    private const string Architecture = nameof(Architecture);
    private const string IsLinux = nameof(IsLinux);

    /// <summary>Makes a flat file, unless its record says that nothing has changed.</summary>
    /// <param name="session">The build.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="guest">The guest's item, which locates the request in the project.</param>
    /// <returns>What the file is; <see langword="null"/> after an error.</returns>
    public static KernelIdentity? Run(BuildSession session, Stage stage, KernelRequest request, ProjectItem guest)
    {
        StageRecord? record = stage.Run(
            $"{request.Role} of guest '{request.Guest}'", request.RecordFile, request, work => Make(session, request, guest, work));
        return record is null ? null : new(
            Enum.TryParse(record.Values.GetValueOrDefault(Architecture), out MachineArchitecture architecture) ? architecture : default,
            record.Values.ContainsKey(IsLinux));
    }

    private static void Make(BuildSession session, KernelRequest request, ProjectItem guest, StageWork work)
    {
        string path = session.Root(request.Source);
        if (!File.Exists(path))
        {
            session.Report(MissingFile.Describe(
                session.Spans.SpanOf(guest, "Guest", request.Role),
                $"{request.Role} of guest '{request.Guest}':",
                request.Source,
                session.Root));
            return;
        }

        work.WillRead(request.Source);
        work.WillRead(KernelFolder.ConfigurationOf(path)); // It says what the code alone does not, and may appear or change later.
        using Stream kernel = InputFile.Open(path);
        var result = new KernelPatchResult();
        if (!AtomicFile.Write(session.Root(request.OutputFile), output => Write(session, request, kernel, output, out result)))
        {
            return;
        }

        work.HasWritten(request.OutputFile);
        AtomicFile.Write(session.Root(request.ReportFile), output =>
        {
            KernelPatchReport.Of(result).WriteJson(output);
            return true;
        });
        work.HasWritten(request.ReportFile);
        Identify(session, request, kernel, work);
        if (KernelContent.FindFault(kernel, session.Cancellation) is { } fault)
        {
            session.Report(KernelDiagnostics.NotAKernel(
                session.Spans.SpanOf(guest, "Guest", request.Role), request.Role, request.Source, request.Guest, fault));
        }
    }

    private static void Identify(BuildSession session, KernelRequest request, Stream kernel, StageWork work)
    {
        if (request.Role == KernelRequest.Kernel)
        {
            KernelIdentity identity = KernelIdentity.Of(kernel, session.Cancellation);
            work.Give(Architecture, identity.Architecture.ToString());
            if (identity.IsLinux)
            {
                work.Give(IsLinux, "true");
            }
        }
    }

    private static bool Write(BuildSession session, KernelRequest request, Stream kernel, Stream output, out KernelPatchResult result)
    {
        // A firmware that is flat was patched elsewhere.
        bool acceptsFlat = request.Role == KernelRequest.Firmware || !request.Patch;
        if (DetectFormat(kernel) != KernelFormat.Elf32Arm && acceptsFlat)
        {
            result = new KernelPatchResult();
            kernel.CopyTo(output);
            return true;
        }

        SourceSpan at = SourceSpan.File(request.Source);
        result = KernelPatcher.Patch(kernel, new KernelPatchOptions { Patch = request.Patch, PatchConditional = request.PatchConditional });
        if (!session.Report(result.Diagnostics, at))
        {
            return false;
        }

        if (request is { Patch: true, Role: KernelRequest.Kernel })
        {
            // Every board that a kernel is patched for has a Cortex-A9.
            var options = new KernelLintOptions
            {
                IsArmV7 = true,
                Configuration = KernelFolder.ReadConfiguration(session.Root(request.Source)),
            };
            session.Report(KernelLint.Check(kernel, options), at);
        }

        if (!session.Report(FlatImage.Write(kernel, result, output), at))
        {
            return false;
        }

        session.Say(Importance.Detailed, string.Create(
            CultureInfo.InvariantCulture,
            $"{request.Guest}: {Path.GetFileName(request.Source)}: {result.Patches.Length} instructions patched"));
        return true;
    }

    private static KernelFormat DetectFormat(Stream kernel)
    {
        Span<byte> head = stackalloc byte[KernelFormats.HeadLength];
        int length = kernel.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        kernel.Position = 0;
        return KernelFormats.Detect(head[..length]);
    }
}

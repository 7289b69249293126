using System.Collections.Immutable;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.Building.Kernels;
using Partition.Building.Stages;
using Partition.Hypervisors;
using Partition.Hypervisors.Consoles;
using Partition.Partitioning.Boards;

namespace Partition.Building.Guests;

/// <summary>Compares a guest's kernel and its arguments with the tree that the kernel reads.</summary>
internal static class GuestBootStep
{
    /// <summary>Compares, unless the record says that nothing has changed.</summary>
    /// <param name="session">The build.</param>
    /// <param name="stage">The stage; it says nothing of this in logs, since nothing is made.</param>
    /// <param name="request">What is known of the kernel.</param>
    /// <param name="guest">The guest's item.</param>
    public static void Run(BuildSession session, Stage stage, GuestBootRequest request, ProjectItem guest)
    {
        GuestBootRequest full = request with
        {
            Arguments = guest.GetMetadata("KernelArguments"),
            TreeFile = guest.GetMetadata("OperatingSystemTreeFile"),
        };
        string digest = StageDigest.Of(full, session.SdkIdentity);
        if (stage.Find(full.RecordFile, digest) is { } record)
        {
            stage.Keep($"boot of guest '{full.Guest}'", full.RecordFile, record);
        }
        else
        {
            stage.Make(full.RecordFile, digest, work => Check(session, full, guest, work));
        }
    }

    private static void Check(BuildSession session, GuestBootRequest request, ProjectItem guest, StageWork work)
    {
        GuestTree? tree = null;
        if (request.TreeFile.Length > 0)
        {
            work.WillRead(request.TreeFile);
            string path = session.Root(request.TreeFile);
            tree = File.Exists(path) ? GuestTree.Read(InputFile.ReadAll(path)) : null;
        }

        string arguments = request.Arguments.Length > 0 ? request.Arguments : tree?.Arguments ?? "";
        ImmutableArray<MachineArchitecture> processors = tree is null ? [] : ArchitecturesOf(tree);
        new GuestBoot(
            request.Kernel.IsLinux,
            request.Kernel.Architecture == MachineArchitecture.Unknown ? processors.FirstOrDefault() : request.Kernel.Architecture,
            arguments).Give(work);
        if (tree is null)
        {
            return;
        }

        session.Report(ArchitectureCheck.Run(
            request.Guest, request.Kernel.Architecture, processors, () => session.Spans.SpanOf(guest, "Guest", "Kernel")));
        if (request.Kernel.IsLinux)
        {
            session.Report(ConsoleCheck.Run(
                request.Guest,
                tree,
                arguments,
                HypervisorConsoles(request),
                () => session.Spans.SpanOf(guest, "Guest", "KernelArguments")));
            session.Report(TimerCheck.Run(request.Guest, tree, () => session.Spans.SpanOf(guest, "Guest", "")));
        }
    }

    private static ImmutableArray<MachineArchitecture> ArchitecturesOf(GuestTree tree) =>
        [.. tree.Cpus.Select(OfProcessor).Where(static found => found != MachineArchitecture.Unknown).Distinct()];

    private static MachineArchitecture OfProcessor(BoardDevice processor) => CpuCores.WidthOf(processor.Compatible) switch
    {
        32 => MachineArchitecture.Arm,
        64 => MachineArchitecture.Arm64,
        _ => processor.Compatible.Contains("riscv") ? MachineArchitecture.RiscV : MachineArchitecture.Unknown,
    };

    private static IGuestConsoles? HypervisorConsoles(GuestBootRequest request) =>
        HypervisorCatalog.Find(request.Hypervisor, [])?.Consoles;
}

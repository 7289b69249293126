using System.Collections.Immutable;
using System.Security.Cryptography;
using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.Building.Kernels;
using Partition.Building.Plans;
using Partition.Building.Stages;
using Partition.DeviceTree.Blob;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Images.Kernels.Arm.Lint;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Building.BootMedium;

/// <summary>Writes what the hypervisor boots by: its own tree, its script, and where each guest's files are loaded.</summary>
internal static class BootFilesStep
{
    /// <summary>Writes the files, unless their record says that nothing has changed.</summary>
    /// <returns>Whether they are there.</returns>
    public static bool Run(BuildSession session, Stage stage, BootFilesRequest request) =>
        stage.Run("the boot files", request.RecordFile, request, work => Make(session, request, work)) is not null;

    private static void Make(BuildSession session, BootFilesRequest request, StageWork work)
    {
        if (PartitionEvaluation.Sound(session, request.Project) is not { Hypervisor.Boot: { } medium } evaluation)
        {
            return;
        }

        work.HasRead(evaluation.BoardFiles);
        NoteInputs(session, request, work);
        foreach (GuestPlan guest in evaluation.Plan.Guests)
        {
            CheckLoadAddress(session, PartitionEvaluation.ItemOf(request.Project, guest), guest);
        }

        bool hasHypervisor = request.HypervisorKernel.Length > 0 && File.Exists(session.Root(request.HypervisorKernel));
        var boot = new BootRequest(request.BoardName, [.. evaluation.Plan.Guests.Select(guest => Describe(session, request, guest))])
        {
            HypervisorArguments = request.Project.HypervisorArguments,
            HasHypervisor = hasHypervisor,
            Hypervisor = hasHypervisor ? InputFile.ReadAll(session.Root(request.HypervisorKernel)) : default,
        };
        BootLayout layout = BootLayout.Of(medium, evaluation.Plan.Board, boot);
        if (session.Report(layout.Diagnostics))
        {
            AtomicFile.Write(session.Root(request.HostTreeFile), DeviceTreeBlob.Write(layout.HostTree));
            work.HasWritten(request.HostTreeFile);
            BootManifestEntry[] entries =
                [.. layout.Files.Files
                    .Select(file => new BootManifestEntry(Materialize(session, request, file, work), file.TargetPath, file.LoadAddress))];
            BootManifest.Write(session.Root(request.ManifestFile), entries);
            work.HasWritten(request.ManifestFile);
        }
    }

    private static void NoteInputs(BuildSession session, BootFilesRequest request, StageWork work)
    {
        IEnumerable<string> built = request.Project.Guests
            .SelectMany(static guest => Enum.GetValues<GuestFileKind>().Select(kind => PathOf(guest, kind)))
            .Append(request.HypervisorKernel);
        foreach (string file in built.Where(static file => file.Length > 0))
        {
            work.WillRead(file);
        }

        foreach (string kernel in request.Project.Guests.Select(static guest => guest.GetMetadata("Kernel"))
            .Where(static kernel => kernel.Length > 0))
        {
            work.WillRead(kernel);
            work.WillRead(KernelFolder.ConfigurationOf(session.Root(kernel)));
        }
    }

    // Where the guest's RAM is, only the plan knows.
    private static void CheckLoadAddress(BuildSession session, ProjectItem item, GuestPlan plan)
    {
        string kernel = item.GetMetadata("Kernel");
        string path = session.Root(kernel.Length > 0 ? kernel : ".");
        if (File.Exists(path))
        {
            using Stream file = InputFile.Open(path);
            session.Report(
                KernelLint.CheckLoadAddress(file, plan.Memory.Start, plan.Memory.Size, KernelFolder.ReadConfiguration(path)),
                SourceSpan.File(kernel));
        }
    }

    private static GuestFiles Describe(BuildSession session, BootFilesRequest request, GuestPlan plan)
    {
        ProjectItem item = PartitionEvaluation.ItemOf(request.Project, plan);
        (GuestFileKind Kind, FileInfo File)[] files =
        [
            .. Enum.GetValues<GuestFileKind>()
                .Where(kind => PathOf(item, kind).Length > 0)
                .Select(kind => (Kind: kind, File: new FileInfo(session.Root(PathOf(item, kind)))))
                .Where(static file => file.File.Exists),
        ];
        bool autoStart = Flag.Read(item.GetMetadata("AutoStart"), otherwise: true);
        return new(
            plan,
            files.ToImmutableDictionary(static file => file.Kind, static file => (ulong)file.File.Length),
            autoStart,
            $"{Path.GetFileNameWithoutExtension(request.Project.HostDeviceTree)}.dtb")
        {
            KernelFormat = files.Where(static file => file.Kind == GuestFileKind.Kernel)
                .Select(static file => KernelFile.FormatOf(file.File.FullName))
                .FirstOrDefault(),

            // A single guest shares nothing.
            Digests = request.Project.Guests.Length == 1
                ? ImmutableDictionary<GuestFileKind, string>.Empty
                : files.ToImmutableDictionary(static file => file.Kind, static file => DigestOf(file.File)),
        };
    }

    private static string DigestOf(FileInfo file)
    {
        using Stream stream = InputFile.OpenUnbuffered(file.FullName);
        return Convert.ToHexString(SHA256.HashData(stream));
    }

    /// <summary>The file that a guest's file was built to; empty when the guest has none.</summary>
    private static string PathOf(ProjectItem guest, GuestFileKind kind) => guest.GetMetadata(kind switch
    {
        GuestFileKind.Firmware => "FirmwareImage",
        GuestFileKind.Kernel => "KernelImage",
        GuestFileKind.OperatingSystemTree => "OperatingSystemTreeFile",
        GuestFileKind.ConfigTree => "ConfigTreeFile",
        _ => "RootFileSystemImage",
    });

    /// <summary>Writes a file that the hypervisor's rules made, and names the source of any.</summary>
    private static string Materialize(BuildSession session, BootFilesRequest request, BootFile file, StageWork work)
    {
        switch (file.Source)
        {
            case BootFileSource.Guest:
                return PathOf(request.Project.Guests.First(guest => guest.Identity == file.Guest), file.Kind);
            case BootFileSource.HostTree:
                return request.HostTreeFile;
            case BootFileSource.Hypervisor:
                return request.HypervisorKernel;
            default:
                string path = $"{request.Directory}{file.TargetPath.TrimStart('/')}";
                AtomicFile.Write(session.Root(path), file.Content.AsMemory());
                work.HasWritten(path);
                return path;
        }
    }
}

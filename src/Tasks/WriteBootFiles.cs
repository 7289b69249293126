using Microsoft.Build.Framework;
<<<<<<< HEAD
using Partition.Building.BootMedium;
=======
using Partition.Building.Files;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Images.Files;
using Partition.Images.Kernels.Arm.Lint;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Trees;
>>>>>>> h-hyp

namespace Partition.Tasks;

/// <summary>Writes what the hypervisor boots by: its own tree, its script, and where each guest's files are loaded.</summary>
[MSBuildMultiThreadableTask]
public sealed class WriteBootFiles : PlanningTask
{
    /// <summary>The board's name in folders of the image.</summary>
    [Required] public string BoardName { get; set; } = "";

    /// <summary>The hypervisor itself; may be empty, or not exist.</summary>
    public string HypervisorKernel { get; set; } = "";

    /// <summary>The hypervisor's command line; empty for the least that it needs.</summary>
    public string HypervisorArguments { get; set; } = "";

    /// <summary>The hypervisor's own tree to write.</summary>
    [Required] public string HostTreeFile { get; set; } = "";

    /// <summary>The folder for files that are written here.</summary>
    [Required] public string Directory { get; set; } = "";

    /// <summary>What goes onto the boot medium, with TargetPath.</summary>
    [Output] public ITaskItem[] BootFiles { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
<<<<<<< HEAD
        var request = new BootFilesRequest(Project)
=======
        if (FindHypervisor() is not { Boot: { } medium } || Plan() is not { } plan)
        {
            return;
        }

        foreach (GuestPlan guest in plan.Guests)
        {
            CheckLoadAddress(guest);
        }

        var request = new BootRequest(BoardName, [.. plan.Guests.Select(Describe)])
>>>>>>> h-hyp
        {
            BoardName = BoardName,
            HypervisorKernel = HypervisorKernel,
            HypervisorArguments = HypervisorArguments,
            HostTreeFile = HostTreeFile,
            Directory = Directory,
        };
<<<<<<< HEAD
        if (BootFilesStep.Run(Session, Begin("WriteBootFiles"), request))
        {
            BootFiles = BootFileItems.Read(Root(request.ManifestFile));
=======
        BootFileSet boot = medium.BuildBootFiles(request);
        var diagnostics = new List<Diagnostic>();
        DeviceTreeDocument host = medium.BuildHostTree(plan.Board.Document, request, diagnostics);
        if (Report(boot.Diagnostics.Concat(diagnostics)))
        {
            AtomicFile.Write(Root(HostTreeFile), DeviceTreeBlob.Write(host));
            BootManifest.Write(Root(ManifestFile), [.. boot.Files.Select(file => new BootManifestEntry(Materialize(file), file.TargetPath, file.LoadAddress))]);
        }
    }

    // Where the guest's RAM is, only the plan knows.
    private void CheckLoadAddress(GuestPlan plan)
    {
        string kernel = ItemOf(plan).GetMetadata("Kernel");
        if (kernel.Length > 0 && File.Exists(Root(kernel)))
        {
            using FileStream file = File.OpenRead(Root(kernel));
            Report(KernelLint.CheckLoadAddress(file, plan.Memory.Start, plan.Memory.Size, KernelFolder.ReadConfiguration(Root(kernel))), SourceSpan.File(kernel));
        }
    }

    private GuestFiles Describe(GuestPlan plan)
    {
        ITaskItem item = ItemOf(plan);
        (GuestFileKind Kind, FileInfo File)[] files = [.. Enum.GetValues<GuestFileKind>()
            .Select(kind => (Kind: kind, File: new FileInfo(Root(PathOf(item, kind)))))
            .Where(static file => file.File.Exists)];
        bool autoStart = !item.GetMetadata("AutoStart").Equals("false", StringComparison.OrdinalIgnoreCase);
        return new(
            plan,
            files.ToImmutableDictionary(static file => file.Kind, static file => (ulong)file.File.Length),
            autoStart,
            $"{Path.GetFileNameWithoutExtension(HostDeviceTree.ItemSpec)}.dtb")
        {
            KernelStart = [.. files.Where(static file => file.Kind == GuestFileKind.Kernel).SelectMany(static file => StartOf(file.File))],

            // A single guest shares nothing.
            Digests = Guests.Length == 1 ? ImmutableDictionary<GuestFileKind, string>.Empty
                : files.ToImmutableDictionary(static file => file.Kind, static file => DigestOf(file.File)),
        };
    }

    private static byte[] StartOf(FileInfo file)
    {
        using FileStream stream = file.OpenRead();
        byte[] start = new byte[GuestFiles.KernelStartLength];
        return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    }

    private static string DigestOf(FileInfo file)
    {
        using FileStream stream = file.OpenRead();
        return Convert.ToHexString(SHA256.HashData(stream));
    }

    /// <summary>The file a guest's file was built to; a folder, which is no file, when the guest has none.</summary>
    private static string PathOf(ITaskItem guest, GuestFileKind kind) => guest.GetMetadata(kind switch
    {
        GuestFileKind.Firmware => "FirmwareImage",
        GuestFileKind.Kernel => "KernelImage",
        GuestFileKind.OperatingSystemTree => "OperatingSystemTreeFile",
        GuestFileKind.ConfigTree => "ConfigTreeFile",
        _ => "RootFileSystemImage",
    }) is { Length: > 0 } path ? path : ".";

    /// <summary>Writes a file that the hypervisor's rules made, and names the source of any.</summary>
    private string Materialize(BootFile file)
    {
        switch (file.Source)
        {
            case BootFileSource.Guest:
                return PathOf(Guests.First(guest => guest.ItemSpec == file.Guest), file.Kind);
            case BootFileSource.HostTree:
                return HostTreeFile;
            case BootFileSource.Hypervisor:
                return HypervisorKernel;
            default:
                string path = $"{Directory}{file.TargetPath.TrimStart('/')}";
                AtomicFile.Write(Root(path), file.Content.AsMemory());
                return path;
>>>>>>> h-hyp
        }
    }
}

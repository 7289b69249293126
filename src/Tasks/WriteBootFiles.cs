using System.Collections.Immutable;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Partition.DeviceTree;
using Partition.Hypervisors;
using Partition.Images;
using Partition.Slicing;

namespace Partition.Tasks;

/// <summary>Writes what the hypervisor boots by: its own tree, its script, and where each guest's files are loaded.</summary>
[MSBuildMultiThreadableTask]
public sealed class WriteBootFiles : PlanningTask
{
    /// <summary>The board's name in folders of the image.</summary>
    [Required] public string BoardName { get; set; } = "";

    /// <summary>The hypervisor's own tree to write.</summary>
    [Required] public string HostTreeFile { get; set; } = "";

    /// <summary>The directory for files that are written here.</summary>
    [Required] public string Directory { get; set; } = "";

    /// <summary>The list to write of everything that goes onto the image: source, a tab, target path.</summary>
    [Required] public string ManifestFile { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        if (FindHypervisor() is not { } hypervisor || Plan() is not { } plan)
        {
            return;
        }

        if (hypervisor.BootsFromDiskImage)
        {
            foreach (GuestPlan guest in plan.Guests)
            {
                CheckLoadAddress(guest);
            }
        }

        BootFileSet boot = hypervisor.BuildBootFiles(new BootRequest(BoardName, [.. plan.Guests.Select(Describe)]));
        if (!Report(boot.Diagnostics))
        {
            return;
        }

        if (hypervisor.BootsFromDiskImage)
        {
            var diagnostics = new List<Diagnostic>();
            hypervisor.CompleteHostTree(plan.Board.Document, diagnostics);
            if (!Report(diagnostics))
            {
                return;
            }

            AtomicFile.Write(Root(HostTreeFile), DeviceTreeBlob.Write(plan.Board.Document));
        }

        AtomicFile.Write(Root(ManifestFile), string.Concat(boot.Files.Select(file => $"{Materialize(file)}\t{file.TargetPath}\n")));
    }

    // Where the guest's RAM is, only the plan knows.
    private void CheckLoadAddress(GuestPlan plan)
    {
        string kernel = ItemOf(plan).GetMetadata("Kernel");
        if (kernel.Length > 0 && File.Exists(Root(kernel)))
        {
            using FileStream file = File.OpenRead(Root(kernel));
            Report(KernelLint.CheckLoadAddress(file, plan.Memory.Start, plan.Memory.Size), SourceSpan.File(kernel));
        }
    }

    private GuestFiles Describe(GuestPlan plan)
    {
        ITaskItem item = ItemOf(plan);
        ImmutableDictionary<GuestFileKind, ulong> lengths = Enum.GetValues<GuestFileKind>()
            .Select(kind => (Kind: kind, File: new FileInfo(Root(PathOf(item, kind)))))
            .Where(static file => file.File.Exists)
            .ToImmutableDictionary(static file => file.Kind, static file => (ulong)file.File.Length);
        bool autoStart = !item.GetMetadata("AutoStart").Equals("false", StringComparison.OrdinalIgnoreCase);
        return new(plan, lengths, autoStart, $"{Path.GetFileNameWithoutExtension(HostDeviceTree.ItemSpec)}.dtb");
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
        if (file.Text is null)
        {
            return PathOf(Guests.First(guest => guest.ItemSpec == file.Guest), file.Kind);
        }

        string path = $"{Directory}{file.TargetPath.TrimStart('/')}";
        AtomicFile.Write(Root(path), Encoding.ASCII.GetBytes(file.Text));
        return path;
    }
}

using Microsoft.Build.Framework;
<<<<<<< HEAD
using Partition.Building.Plans;
using Partition.Building.Verification;
=======
using Partition.Building.Files;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors;
using Partition.Hypervisors.Boot;
using Partition.Images.Files;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
>>>>>>> h-hyp

namespace Partition.Tasks;

/// <summary>Reads the finished files back and compares them once more: every file of the image with its source, and the two trees of every guest.</summary>
[MSBuildMultiThreadableTask]
public sealed class VerifyPartition : PlanningTask
{
    /// <summary>The folder of the plan.</summary>
    [Required] public string Directory { get; set; } = "";

    /// <summary>The finished image; empty when there is none.</summary>
    public string DiskImage { get; set; } = "";

    /// <summary>The file that lists what the image was made of.</summary>
    public string ListFile { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run() => VerifyStep.Run(Session, Begin("VerifyPartition"), new(new PlanRequest(Project) { Directory = Directory })
    {
<<<<<<< HEAD
        DiskImage = DiskImage,
        ListFile = ListFile,
        RecordFile = $"{Directory}verify.record",
    });
=======
        if (FindHypervisor() is not { } hypervisor || Plan() is not { } partition)
        {
            return;
        }

        foreach (GuestPlan plan in partition.Guests)
        {
            CompareTrees(hypervisor, plan);
        }

        if (DiskImage.Length > 0)
        {
            using FileStream image = File.OpenRead(Root(DiskImage));
            FileTree files = FileList.ReadTree(Root(ListFile));
            Report(ImageComparison.Compare(image, DiskImage, files));
            CheckTexts(hypervisor.Boot, files);
        }

        if (!Log.HasLoggedErrors)
        {
            AtomicFile.Write(Root(StampFile), "");
        }
    }

    /// <summary>Scripts and lists of the project's own, which may have taken the place of the made ones.</summary>
    private void CheckTexts(IBootMedium? medium, FileTree files)
    {
        foreach (FileEntry entry in files.Entries.Where(entry => medium?.ReadsBootText(entry.Path) == true))
        {
            if (entry.Content is DiskContent content)
            {
                string source = Path.GetRelativePath(Root("."), Root(content.Path));
                Report(medium!.CheckBootText(entry.Path, File.ReadAllText(content.Path, Encoding.Latin1), source));
            }
        }
    }

    private void CompareTrees(IHypervisor hypervisor, GuestPlan plan)
    {
        ITaskItem item = ItemOf(plan);
        DeviceTreeDocument? system = ReadBlob(item.GetMetadata("OperatingSystemTreeFile"));
        DeviceTreeDocument? config = ReadBlob(item.GetMetadata("ConfigTreeFile"));
        Report(config is null ? [] : hypervisor.Trees.CheckConfigTree(plan, config).Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        if (system is not null)
        {
            Report(TreeAgreement.Compare(plan.Name, system, hypervisor.Trees.ReadRegions(plan, config))
                .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        }
    }

    private DeviceTreeDocument? ReadBlob(string path)
    {
        if (path.Length == 0 || !File.Exists(Root(path)))
        {
            return null;
        }

        BlobReadResult result = DeviceTreeBlob.Read(File.ReadAllBytes(Root(path)));
        Report(result.Diagnostics);
        return result.Document;
    }
>>>>>>> h-hyp
}

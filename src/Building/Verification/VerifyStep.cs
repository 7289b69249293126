using System.Text;
using Partition.Building.Files;
using Partition.Building.FileSystems;
using Partition.Building.Items;
using Partition.Building.Plans;
using Partition.Building.Stages;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Images.Files;
using Partition.Partitioning.Model;

namespace Partition.Building.Verification;

/// <summary>
/// Reads the finished files back and compares them once more: every file of the image with its source, and the two trees of every guest.
/// </summary>
internal static class VerifyStep
{
    private static readonly string[] s_trees = ["OperatingSystemTreeFile", "ConfigTreeFile"];

    /// <summary>Verifies the partition, unless its record says that nothing has changed.</summary>
    public static void Run(BuildSession session, Stage stage, VerifyRequest request) =>
        stage.Run("the partition", request.RecordFile, request, work => Verify(session, request, work));

    private static void Verify(BuildSession session, VerifyRequest request, StageWork work)
    {
        PartitionProject project = request.Plan.Project;
        work.WillRead(request.Plan.RecordFile);
        if (PartitionEvaluation.Sound(session, project) is not { } evaluation)
        {
            return;
        }

        work.HasRead(evaluation.BoardFiles);
        foreach (GuestPlan guest in evaluation.Plan.Guests)
        {
            CompareTrees(session, evaluation, guest, PartitionEvaluation.ItemOf(project, guest), work);
        }

        if (request.DiskImage.Length > 0)
        {
            work.WillRead(request.DiskImage);
            work.WillRead(request.ListFile);
            using Stream image = InputFile.Open(session.Root(request.DiskImage));
            FileTree files = FileList.ReadTree(session.Root(request.ListFile));
            session.Report(ImageComparison.Compare(image, request.DiskImage, files));
            CheckTexts(session, evaluation.Hypervisor.Boot, files);
        }
    }

    /// <summary>Checks scripts and lists of the project's own, which may have taken the place of the made ones.</summary>
    private static void CheckTexts(BuildSession session, IBootMedium? medium, FileTree files)
    {
        foreach (FileEntry entry in files.Entries.Where(entry => medium?.ReadsBootText(entry.Path) == true))
        {
            if (entry.Content is DiskContent content)
            {
                string source = Path.GetRelativePath(session.Root("."), session.Root(content.Path));
                session.Report(medium!.CheckBootText(entry.Path, File.ReadAllText(content.Path, Encoding.Latin1), source));
            }
        }
    }

    /// <summary>Checks a guest's trees as they are on the disk. Warnings were reported when they were made.</summary>
    private static void CompareTrees(BuildSession session, PartitionEvaluation evaluation, GuestPlan plan, ProjectItem item, StageWork work)
    {
        DeviceTreeDocument?[] trees = [.. s_trees.Select(name => ReadBlob(session, item.GetMetadata(name), work))];
        if (trees is [{ } system, var config])
        {
            session.Report(new GuestTrees(system, config, IsOwn: false, [])
                .Check(evaluation, plan)
                .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        }
    }

    private static DeviceTreeDocument? ReadBlob(BuildSession session, string path, StageWork work)
    {
        if (path.Length == 0)
        {
            return null;
        }

        work.WillRead(path);
        if (!File.Exists(session.Root(path)))
        {
            return null;
        }

        BlobReadResult result = DeviceTreeBlob.Read(InputFile.ReadAll(session.Root(path)));
        session.Report(result.Diagnostics);
        return result.Document;
    }
}

using System.Security.Cryptography;
using System.Text;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.Building.Stages;
using Partition.Partitioning.Model;
using Partition.Reporting;

namespace Partition.Building.Plans;

/// <summary>Writes the two trees of every guest, when they agree.</summary>
internal static class GuestTreesStep
{
    private const string PlanValue = "Plan";

    /// <summary>Makes the trees of all guests.</summary>
    /// <param name="session">The build.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="project">The project.</param>
    /// <param name="wasPlanned">Whether this build has planned, so that the trees may differ although no file or option of theirs
    /// does.</param>
    public static void Run(BuildSession session, Stage stage, PartitionProject project, bool wasPlanned)
    {
        (ProjectItem Item, string Digest, StageRecord? Record)[] guests = [.. project.Guests.Select(item =>
        {
            string digest = StageDigest.Of(RequestOf(project, item), session.SdkIdentity);
            return (item, digest, stage.Find(item.GetMetadata("TreesRecordFile"), digest));
        })];
        if (!wasPlanned && guests.All(static guest => guest.Record is not null))
        {
            Array.ForEach(guests, guest => stage.Keep(guest.Item.Identity, guest.Item.GetMetadata("TreesRecordFile"), guest.Record!));
            return;
        }

        if (PartitionEvaluation.Sound(session, project) is not { } evaluation)
        {
            return;
        }

        foreach ((ProjectItem item, string digest, StageRecord? record) in guests)
        {
            stage.Make(item.GetMetadata("TreesRecordFile"), digest, work =>
            {
                work.HasRead(evaluation.BoardFiles);
                Make(session, stage, project, evaluation, item, record, work);
            });
        }
    }

    private static void Make(
        BuildSession session,
        Stage stage,
        PartitionProject project,
        PartitionEvaluation evaluation,
        ProjectItem item,
        StageRecord? record,
        StageWork work)
    {
        // A plan that moves something counts even when the trees come out the same.
        GuestPlan plan = evaluation.Plan.Guests.First(guest => guest.Name == item.Identity);
        string planned = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(PlanText.Write(plan))));
        bool isRecorded = record is not null && record.Values.GetValueOrDefault(PlanValue) == planned;
        work.Give(PlanValue, planned);
        if (!isRecorded)
        {
            stage.SayMaking(item.Identity);
        }

        if (GuestTrees.Build(session, evaluation, plan, item, project.Trees) is not { } trees
            || !session.Report(trees.Check(evaluation, plan)))
        {
            return;
        }

        work.HasRead(trees.Read);
        (string Path, byte[] Content)[] files = [.. trees.Files(plan, item)];
        bool isNew = !isRecorded || files.Any(file => !Holds(session.Root(file.Path), file.Content));
        if (isNew && isRecorded)
        {
            stage.SayMaking(item.Identity);
        }

        foreach ((string path, byte[] content) in files)
        {
            if (isNew)
            {
                AtomicFile.Write(session.Root(path), content);
            }

            work.HasWritten(path);
        }
    }

    private static GuestTreesRequest RequestOf(PartitionProject project, ProjectItem item) => new(
        item.Identity,
        project.Hypervisor,
        project.HostDeviceTree,
        project.Trees,
        item.GetMetadata("DeviceTree"),
        item.GetMetadata("ConfigTree"));

    private static bool Holds(string path, byte[] content) => File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
}

using Partition.Building.Files;
using Partition.Building.FileSystems;
using Partition.Building.Stages;
using Partition.Diagnostics;
using Partition.Hypervisors;
using Partition.Partitioning.Documents;
using Partition.Partitioning.Locking;
using Partition.Partitioning.Model;
using Partition.Reporting;

namespace Partition.Building.Plans;

/// <summary>Works out who gets what of the board, writes it down, and keeps the lock file.</summary>
internal static class PlanStep
{
    /// <summary>The value by which later stages know whether guest kernels are patched: <c>true</c> or <c>false</c>.</summary>
    public const string PatchesKernels = nameof(PatchesKernels);

    /// <summary>The value by which later stages know the hypervisor's own firmware for guests; empty for none.</summary>
    public const string Firmware = nameof(Firmware);

    /// <summary>The file that shows a plan to people, in the plan's folder.</summary>
    public const string TableName = "plan.txt";

    /// <summary>The file of the whole plan for programs, in the plan's folder.</summary>
    public const string DocumentName = "partition.json";

    /// <summary>The file that sums up each guest in a line, in the plan's folder.</summary>
    public const string SummaryName = "plan.summary";

    /// <summary>Plans, unless the record says that nothing has changed.</summary>
    /// <returns>The plan's record; <see langword="null"/> when the partition would not hold.</returns>
    public static StageRecord? Run(BuildSession session, Stage stage, PlanRequest request) =>
        stage.Run("the partition", request.RecordFile, request, work => Make(session, request, work));

    private static void Make(BuildSession session, PlanRequest request, StageWork work)
    {
        if (PartitionEvaluation.Of(session, request.Project) is not { } evaluation || !session.Report(evaluation.Findings))
        {
            return;
        }

        PartitionPlan plan = evaluation.Plan;
        PlanDocument document = PlanDocumentBuilder.Of(plan, evaluation.Findings);
        if (!KeepLock(session, request, document, work))
        {
            return;
        }

        work.HasRead(evaluation.BoardFiles);
        Write(DocumentName, document.ToJson());
        Write(TableName, PlanTable.Write(document));
        Write(SummaryName, PlanSummary.Write(document));
        foreach (GuestPlan guest in plan.Guests)
        {
            Write($"guests/{guest.Name}/{TableName}", PlanText.Write(guest));
        }

        IHypervisor hypervisor = evaluation.Hypervisor;
        work.Give(PatchesKernels, hypervisor.Policy.PatchesKernels(plan) ? "true" : "false");
        work.Give(Firmware, hypervisor.Policy.DefaultFirmware(plan));

        void Write(string name, string text)
        {
            string path = request.Directory + name;
            AtomicFile.WriteIfDifferent(session.Root(path), text);
            work.HasWritten(path);
        }
    }

    /// <summary>Compares the plan with the locked one, or locks it.</summary>
    /// <returns>Whether the build may go on.</returns>
    private static bool KeepLock(BuildSession session, PlanRequest request, PlanDocument plan, StageWork work)
    {
        if (request.LockFile.Length == 0)
        {
            return true;
        }

        string path = session.Root(request.LockFile);
        var diagnostics = new List<Diagnostic>();
        PartitionLock? locked = PartitionLock.Read(
            File.Exists(path) ? InputFile.ReadText(path) : null, SourceSpan.File(request.LockFile), diagnostics);
        if (!session.Report(diagnostics) || locked is null)
        {
            return false;
        }

        if (!request.LockedMode)
        {
            locked.Set(plan);
            AtomicFile.WriteIfDifferent(path, locked.Write());
            work.Give(BuildInputs.KeptFile, request.LockFile);
        }
        else if (!session.Report(locked.Compare(plan, SourceSpan.File(request.LockFile))))
        {
            return false;
        }

        work.WillRead(request.LockFile); // As it is now: one that is edited or replaced afterwards is read again.
        return true;
    }
}

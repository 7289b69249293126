using Partition.Diagnostics;

namespace Partition.Partitioning.Locking;

/// <summary>What can be wrong with a lock file.</summary>
internal static class LockDiagnostics
{
    private const int MaxReportedChanges = 20;

    public static Diagnostic Changed(SourceSpan at, string hypervisor, IReadOnlyCollection<string> changes) => Diagnostic.Error(
        "HV2080", at,
        $"The partition under {hypervisor} is not the locked one: {string.Join("; ", changes.Take(MaxReportedChanges))}"
        + (changes.Count > MaxReportedChanges ? $"; and {changes.Count - MaxReportedChanges} changes more" : "")
        + ". If that is meant, build without LockedMode and commit the lock file.");

    public static Diagnostic Missing(SourceSpan at, string hypervisor) => Diagnostic.Error("HV2081", at,
        $"There is no locked partition under {hypervisor} to compare with. Build without LockedMode and commit the lock file.");

    public static Diagnostic Unreadable(SourceSpan at, string why) => Diagnostic.Error("HV2082", at,
        $"The lock file is damaged: {why} Delete it and build again, or restore it from version control.");

    public static Diagnostic HasConflictMarkers(SourceSpan at) => Diagnostic.Error("HV2083", at,
        "The lock file has conflict markers of git. Delete it, or take one side, and build again: the build writes what the project says.");
}

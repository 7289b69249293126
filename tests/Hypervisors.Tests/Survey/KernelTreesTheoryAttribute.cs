namespace Partition.Hypervisors.Tests.Survey;

/// <summary>A theory on the boards of Linux; see <see cref="MissingTools"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KernelTreesTheoryAttribute : TheoryAttribute
{
    public KernelTreesTheoryAttribute()
    {
        bool isReady = Directory.Exists(Path.Combine(Repository.Root, "artifacts", "kernel-trees", "scripts", "dtc", "include-prefixes"));
        Skip = MissingTools.FindReasonToSkip(isReady, "Needs the trees that eng/fetch-kernel-trees.sh fetches.");
    }
}

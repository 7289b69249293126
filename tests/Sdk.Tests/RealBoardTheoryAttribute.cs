namespace Partition.Sdk.Tests;

/// <summary>A theory on the boards of Linux that asks other programs; see <see cref="MissingTools"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealBoardTheoryAttribute : TheoryAttribute
{
    public RealBoardTheoryAttribute(params string[] tools)
    {
        Tools = tools;
        bool areThere = Directory.Exists(Path.Combine(Repository.Root, "artifacts", "kernel-trees", "scripts", "dtc", "include-prefixes"));
        Skip = MissingTools.FindReasonToSkip(areThere, "Needs the trees that eng/fetch-kernel-trees.sh fetches.")
            ?? MissingTools.FindReasonToSkip(tools);
    }

    /// <summary>The programs that the test asks.</summary>
    public IReadOnlyList<string> Tools { get; }
}

namespace Partition.Tests;

/// <summary>A theory that asks another program; see <see cref="MissingTools"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolTheoryAttribute : TheoryAttribute
{
    public ToolTheoryAttribute(params string[] tools)
    {
        Tools = tools;
        Skip = MissingTools.FindReasonToSkip(tools);
    }

    /// <summary>The programs that the test asks.</summary>
    public IReadOnlyList<string> Tools { get; }
}

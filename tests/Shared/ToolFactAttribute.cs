namespace Partition.Tests;

/// <summary>A fact that asks another program; see <see cref="MissingTools"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(params string[] tools)
    {
        Tools = tools;
        Skip = MissingTools.FindReasonToSkip(tools);
    }

    /// <summary>The programs that the test asks.</summary>
    public IReadOnlyList<string> Tools { get; }
}

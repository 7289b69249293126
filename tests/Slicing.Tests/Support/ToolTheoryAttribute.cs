namespace Partition.Slicing.Tests;

/// <summary>A test that asks another program. Without the program it is skipped by name; on a build server, which sets CI, it fails
/// instead, because there the program was forgotten.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolTheoryAttribute : TheoryAttribute
{
    public ToolTheoryAttribute(string tool)
    {
        ToolName = tool;
        if (Tool.Find(tool) is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = $"Not installed: {tool}";
        }
    }

    public string ToolName { get; }
}

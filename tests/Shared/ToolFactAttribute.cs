namespace Partition.Tests;

/// <summary>
/// A test that asks another program. Without the program it is skipped by name; on a build server (CI=true) it fails instead,
/// because there the program was forgotten.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(params string[] tools)
    {
        Tools = tools;
        string[] missing = [.. tools.Where(static tool => Tool.Find(tool) is null)];
        if (missing.Length > 0 && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = $"Not installed: {string.Join(", ", missing)}";
        }
    }

    /// <summary>The programs that the test asks.</summary>
    public IReadOnlyList<string> Tools { get; }
}

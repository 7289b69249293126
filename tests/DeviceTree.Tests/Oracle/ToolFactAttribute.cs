namespace Partition.DeviceTree.Tests.Oracle;

/// <summary>A test that asks native tools. Without them it fails where <c>CI=true</c>, and is skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(params string[] tools)
    {
        string? missing = Array.Find(tools, static tool => Tool.Find(tool) is null);
        if (missing is not null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = $"There is no '{missing}' here.";
        }
    }
}

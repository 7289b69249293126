namespace Partition.Sdk.Tests;

/// <summary>The usual project of these tests: one guest that has everything but the fourth serial port.</summary>
internal static class GuestProject
{
    public const string Guest = """
        <Guest Include="guest0" Memory="64M" Devices="*; !uart3" Kernel="kernel.elf" Firmware="none" />
        """;

    public static TestProject Create(string items = Guest, string properties = "")
    {
        var project = new TestProject(items, properties);
        project.Write("kernel.elf", TestBoard.Kernel);
        return project;
    }
}

namespace Partition.EndToEnd.Tests;

/// <summary>The command as it is installed from its packages.</summary>
public sealed class ToolPackageTests
{
    [ToolFact("gcc", "dtc")]
    public void TheInstalledCommandIsMachineCodeAndStandsInForDtc()
    {
        using var project = new SampleProject(); // For its package source and its empty package cache.
        project.Dotnet("tool", "install", "Partition.Tool", "--tool-path", "tools").Succeeded();

        string source = project["board/vexpress-v2p-ca9.dts"];
        string command = project["tools/partition"];
        byte[] text = Tool.Run(command, project.Folder, "dts", "-E", source).Succeeded().Bytes;
        byte[] blob = Tool.Run(command, project.Folder, text, "dtc", "-q", "-O", "dtb").Succeeded().Bytes;

        Assert.Equal(Tool.Run("dtc", project.Folder, text, "-q", "-O", "dtb").Succeeded().Bytes, blob);
        Assert.Empty(Directory.EnumerateFiles(project["tools"], "partition.dll", SearchOption.AllDirectories));
    }
}

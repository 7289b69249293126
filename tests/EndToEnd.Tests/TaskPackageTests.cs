using System.Reflection.PortableExecutable;

namespace Partition.EndToEnd.Tests;

/// <summary>The tasks as the package brings them: for any machine, and as machine code for the one that packed it.</summary>
public sealed class TaskPackageTests
{
    [Fact]
    public void ABuildTakesTheTasksThatAreMachineCodeForThisMachineAndTheOthersMakeTheSameFiles()
    {
        using var project = new SampleProject();
        project.Dotnet("build").Succeeded();
        byte[] image = File.ReadAllBytes(project["bin/Debug/disk.img"]);

        string tasks = project.Dotnet("msbuild", "-getProperty:PartitionTasksAssembly").Succeeded().Text.Trim();
        Assert.True(IsMachineCode(tasks), $"{tasks} is not machine code. Was it packed by eng/pack.sh --full?");

        string portable = Path.GetFullPath(Path.Combine(tasks, "..", "..", Path.GetFileName(tasks)));
        Assert.False(IsMachineCode(portable));
        project.Dotnet("build", "-t:Rebuild", SampleProject.Property("PartitionTasksAssembly", portable)).Succeeded();
        Assert.Equal(image, File.ReadAllBytes(project["bin/Debug/disk.img"]));
    }

    private static bool IsMachineCode(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }
}

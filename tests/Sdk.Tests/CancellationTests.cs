using Microsoft.Build.Utilities;
using Partition.Tasks;

namespace Partition.Sdk.Tests;

public sealed class CancellationTests
{
    [Fact]
    public void ACancelledBuildLeavesTheOldImageAndNothingElse()
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest + """<DiskFile Include="large" />""");
        project.Write("large", new byte[5 << 20]);
        Assert.Empty(project.Build().Errors);
        byte[] image = File.ReadAllBytes(project["bin/Debug/disk.img"]);
        string[] files = Directory.GetFiles(project["bin/Debug"]);

        using var task = new PackDiskImage
        {
            BuildEngine = new SilentEngine(),
            Files = [new TaskItem(project["large"])],
            ListFile = project["obj/Debug/disk.list"],
            OutputFile = project["bin/Debug/disk.img"],
            Size = "auto",
            BlockSize = "1024",
            Profile = "linux",
        };
        task.Cancel();

        Assert.False(task.Execute());
        Assert.Equal(image, File.ReadAllBytes(project["bin/Debug/disk.img"]));
        Assert.Equal(files, Directory.GetFiles(project["bin/Debug"]));
    }
}

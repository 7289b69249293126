using System.Diagnostics;

namespace Partition.EndToEnd.Tests;

/// <summary>Builds that are killed, and builds that run at once in one folder.</summary>
public sealed class InterruptedBuildTests
{
    [Theory]
    [InlineData("plan.record")]
    [InlineData("guests")]
    [InlineData("tmp")]
    [InlineData("disk.list")]
    public void AKilledBuildIsMendedByTheNext(string moment)
    {
        using SampleProject project = Create();
        using SampleProject other = Create();
        other.Dotnet("build").Succeeded();
        project.Dotnet("restore").Succeeded();

        KillABuildWhen(project, () => Directory
            .EnumerateFileSystemEntries(project.Folder, "*", SearchOption.AllDirectories)
            .Any(
                path => path.EndsWith(moment, StringComparison.Ordinal)
                    && (path.Contains("/bin/", StringComparison.Ordinal) || path.Contains("/obj/Debug/", StringComparison.Ordinal))));
        project.Dotnet("build", "--no-restore").Succeeded();

        AssertSameOutputs(other, project);
        Assert.Empty(Leftovers(project));
    }

    [Fact]
    public void TwoBuildsAtOnceLeaveWhatOneWouldHave()
    {
        using SampleProject project = Create();
        using SampleProject other = Create();
        project.Dotnet("restore").Succeeded();
        foreach (string size in (string[])["64M", "80M", "96M"])
        {
            foreach (SampleProject changed in (SampleProject[])[project, other])
            {
                changed.Write(
                    "Directory.Build.props",
                    $"<Project><PropertyGroup><DiskSize>{size}</DiskSize><DeviceTreeDefines>SIZE={size}</DeviceTreeDefines></PropertyGroup>"
                    + "</Project>");
            }

            ToolResult[] results = new ToolResult[2];
            Parallel.For(0, 2, number => results[number] = project.Dotnet("build", "--no-restore", "-tl:off"));

            Assert.All(results, static result => result.Succeeded());
            other.Dotnet("build").Succeeded();
            AssertSameOutputs(other, project);
        }

        ToolResult idle = project.Dotnet("build", "--no-restore", "-tl:off", "-v", "d").Succeeded();
        Assert.Contains("PackDiskImage: bin/Debug/disk.img is up to date", idle.Text, StringComparison.Ordinal);
        AssertSameOutputs(other, project);
        Assert.Empty(Leftovers(project));
    }

    /// <summary>The sample with enough in it to be caught in the middle.</summary>
    private static SampleProject Create()
    {
        var project = new SampleProject();
        project.Write("large/zeros", new string('z', 24 << 20));
        project.Write("Directory.Build.targets", "<Project><ItemGroup><DiskDirectory Include=\"large\" /></ItemGroup></Project>");
        return project;
    }

    private static void KillABuildWhen(SampleProject project, Func<bool> isTime)
    {
        using Process build = project.StartDotnet(new Dictionary<string, string>(), "build", "--no-restore", "-tl:off");
        try
        {
            build.StandardInput.Close();
            // Read, so that a build with much to say is not stopped by a full pipe.
            build.OutputDataReceived += static (_, _) => { };
            build.BeginOutputReadLine();
            while (!build.HasExited && !isTime())
            {
                Thread.Yield();
            }
        }
        finally
        {
            build.Kill(entireProcessTree: true);
            build.WaitForExit();
        }
    }

    private static void AssertSameOutputs(SampleProject expected, SampleProject actual)
    {
        string[] files = Folders.FilesOf(expected["bin"]);
        Assert.Equal(files, Folders.FilesOf(actual["bin"]));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(expected[$"bin/{file}"]), File.ReadAllBytes(actual[$"bin/{file}"])));
    }

    private static IEnumerable<string> Leftovers(SampleProject project) =>
        Directory.EnumerateFiles(project.Folder, "*.tmp", SearchOption.AllDirectories);
}

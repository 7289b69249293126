namespace Partition.Sdk.Tests;

/// <summary>What a change makes again, change by change: just the stages that read what was changed, for just the guest or tree that it belongs to.</summary>
public sealed class IncrementalMatrixTests
{
    private const string Items = """
        <Guest Include="guest0" Memory="64M" Devices="*; !uart3" Kernel="kernel.elf" Firmware="none" />
        <Guest Include="guest1" Memory="32M" Devices="uart3" Kernel="other.elf" Firmware="none" />
        <DeviceTree Include="extra.dts" />
        <DeviceTreeOverlay Include="camera.dtso" />
        <RootDirectory Include="root" Guest="guest0" />
        <RootFile Include="motd" TargetPath="/etc/motd" Guest="guest1" />
        <DiskFile Include="banner" TargetPath="/banner" />
        """;

    private const string AfterRootFileSystem = "WriteBootFiles PackDiskImage VerifyPartition";

    /// <summary>The change, and the stages that it costs.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "nothing", "" },
        { "the project file's date", "" },
        { "the board's include", "CompileDeviceTree CompileDeviceTreeOverlay PlanPartition SliceGuest SliceGuest WriteBootFiles PackDiskImage VerifyPartition" },
        { "another tree", "CompileDeviceTree" },
        { "an overlay", "CompileDeviceTreeOverlay" },
        { "a macro for all trees", "CompileDeviceTree CompileDeviceTree CompileDeviceTreeOverlay PlanPartition SliceGuest SliceGuest WriteBootFiles PackDiskImage VerifyPartition" },
        { "the devices of a guest", "PlanPartition SliceGuest WriteBootFiles PackDiskImage VerifyPartition" },
        { "a kernel", "PatchGuestKernel WriteBootFiles PackDiskImage VerifyPartition" },
        { "a file in a root folder", $"PackRootFileSystem {AfterRootFileSystem}" },
        { "a new file in a root folder", $"PackRootFileSystem {AfterRootFileSystem}" },
        { "a renamed file in a root folder", $"PackRootFileSystem {AfterRootFileSystem}" },
        { "a deleted file in a root folder", $"PackRootFileSystem {AfterRootFileSystem}" },
        { "a root file of one guest", $"PackRootFileSystem {AfterRootFileSystem}" },
        { "a disk file", "PackDiskImage VerifyPartition" },
        { "the label of the disk", "PackDiskImage VerifyPartition" },
        { "the disk's profile", "PackDiskImage VerifyPartition" },
        { "a deleted slice", "SliceGuest WriteBootFiles PackDiskImage VerifyPartition" },
        { "a deleted kernel image", "PatchGuestKernel WriteBootFiles PackDiskImage VerifyPartition" },
        { "a deleted root file system", $"PackRootFileSystem {AfterRootFileSystem}" },
        { "a deleted image", "PackDiskImage VerifyPartition" },
        { "a newer SDK", "CompileDeviceTree CompileDeviceTree CompileDeviceTreeOverlay PlanPartition SliceGuest SliceGuest PatchGuestKernel PatchGuestKernel "
            + $"PackRootFileSystem PackRootFileSystem {AfterRootFileSystem}" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void AChangeCostsItsStagesAndNoOther(string change, string stages)
    {
        using TestProject project = Create();
        Assert.Empty(project.Build().Errors);

        (string Name, string Value)[] properties = Apply(project, change);
        BuildOutcome outcome = project.Build(properties);

        Assert.Empty(outcome.Errors);
        Assert.Equal(stages, string.Join(' ', outcome.Stages));
        Assert.Empty(project.Build(properties).Stages);
    }

    [Theory]
    [InlineData("kernel.elf", "no kernel at all")]
    [InlineData("board.dtsi", "this is no tree")]
    [InlineData("camera.dtso", "nor is this")]
    public void AFailedBuildThatIsMendedIsCompleteAndTheNextOneDoesNothing(string file, string fault)
    {
        using TestProject project = Create();
        using TestProject other = Create();
        Assert.Empty(project.Build().Errors);
        Assert.Empty(other.Build().Errors);
        byte[] good = File.ReadAllBytes(project[file]);

        project.Write(file, fault);
        Assert.NotEmpty(project.Build().Errors);
        project.Write(file, good);
        Assert.Empty(project.Build().Errors);

        Assert.Empty(project.Build().Stages);
        foreach (string path in Directory.EnumerateFiles(other["bin"], "*", SearchOption.AllDirectories).Select(path => path[other.Folder.Length..].TrimStart('/')))
        {
            Assert.Equal(File.ReadAllBytes(other[path]), File.ReadAllBytes(project[path]));
        }
    }

    private static TestProject Create()
    {
        TestProject project = GuestProject.Create(Items);
        project.Write("other.elf", TestBoard.Kernel);
        project.Write("extra.dts", "/dts-v1/; / { };");
        project.Write("camera.dtso", "/dts-v1/; /plugin/; &{/} { camera { }; };");
        project.Write("root/etc/one", "one");
        project.Write("root/etc/two", "two");
        project.Write("motd", "hello");
        project.Write("banner", "banner");
        return project;
    }

    private static (string Name, string Value)[] Apply(TestProject project, string change)
    {
        switch (change)
        {
            case "the project file's date":
                Renew(project, "board.partproj");
                break;
            case "the board's include":
                Renew(project, "board.dtsi");
                break;
            case "another tree":
                Renew(project, "extra.dts");
                break;
            case "an overlay":
                Renew(project, "camera.dtso");
                break;
            case "a macro for all trees":
                return [("DeviceTreeDefines", "NOBODY_READS_THIS")];
            case "the devices of a guest":
                project.WriteProject(Items.Replace("*; !uart3", "*; !uart3; !uart2", StringComparison.Ordinal));
                break;
            case "a kernel":
                Renew(project, "kernel.elf");
                break;
            case "a file in a root folder":
                project.Write("root/etc/one", "changed");
                break;
            case "a new file in a root folder":
                project.Write("root/etc/three", "three");
                break;
            case "a renamed file in a root folder":
                File.Move(project["root/etc/one"], project["root/etc/ten"]);
                break;
            case "a deleted file in a root folder":
                File.Delete(project["root/etc/one"]);
                break;
            case "a root file of one guest":
                Renew(project, "motd");
                break;
            case "a disk file":
                Renew(project, "banner");
                break;
            case "the label of the disk":
                return [("DiskLabel", "other")];
            case "the disk's profile":
                return [("DiskProfile", "linux")];
            case "a deleted slice":
                File.Delete(project["bin/Debug/guests/guest1/system.dtb"]);
                break;
            case "a deleted kernel image":
                File.Delete(project["bin/Debug/guests/guest1/Image"]);
                break;
            case "a deleted root file system":
                File.Delete(project["bin/Debug/guests/guest1/rootfs.img"]);
                break;
            case "a deleted image":
                File.Delete(project["bin/Debug/disk.img"]);
                break;
            case "a newer SDK":
                (string, string) tasks = project.CopyTasks("tasks");
                Renew(project, "tasks/Partition.Tasks.dll");
                return [tasks];
        }

        return [];
    }

    // No later than now: the next build must find its outputs newer.
    private static void Renew(TestProject project, string path) => File.SetLastWriteTimeUtc(project[path], DateTime.UtcNow);
}

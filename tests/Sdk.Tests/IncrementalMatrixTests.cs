using System.Formats.Tar;
using System.IO.Compression;

namespace Partition.Sdk.Tests;

/// <summary>
/// What a change makes again, change by change: just the stages that read what was changed, for just the guest or tree that it belongs to.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class IncrementalMatrixTests
{
    private const string Items = """
        <Guest Include="guest0" Memory="64M" Devices="*; !uart3" Kernel="kernel.elf" Firmware="none" />
        <Guest Include="guest1" Memory="32M" Devices="uart3" Kernel="other.elf" Firmware="none" />
        <GuestDevice Include="uart3" Guest="guest1" ClockFrequency="24000000" />
        <DeviceTree Include="extra.dts" IncludeDirectories="sooner;later" Checks="no-unit_address_vs_reg" />
        <DeviceTreeOverlay Include="camera.dtso" MergedTree="merged.dtb" />
        <RootDirectory Include="root" Guest="guest0" />
        <RootFile Include="motd" TargetPath="/etc/motd" Guest="guest1" />
        <DiskFile Include="banner" TargetPath="/banner" />
        <DiskArchive Include="files.tar.gz" TargetPath="/tar" />
        <DiskList Include="disk.list" />
        """;

    private const string Everything =
        "CompileDeviceTree CompileDeviceTree CompileDeviceTreeOverlay PlanPartition SliceGuest SliceGuest PatchGuestKernel "
        + "PatchGuestKernel "
        + "PackRootFileSystem PackRootFileSystem WriteBootFiles PackDiskImage VerifyPartition";

    private const string Properties = "<HypervisorKernel>vmm.bin</HypervisorKernel>";

    private const string AfterRootFileSystem = "WriteBootFiles PackDiskImage VerifyPartition";

    /// <summary>The change, and the stages that it costs.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "nothing", "" },
        { "the project file's date", "" },
        {
            "the board's include",
            "CompileDeviceTree CompileDeviceTreeOverlay PlanPartition SliceGuest SliceGuest WriteBootFiles PackDiskImage VerifyPartition"
        },
        { "another tree", "CompileDeviceTree" },
        { "an overlay", "CompileDeviceTreeOverlay" },
        {
            "a macro for all trees",
            "CompileDeviceTree CompileDeviceTree CompileDeviceTreeOverlay PlanPartition SliceGuest SliceGuest WriteBootFiles PackDiskImage "
            + "VerifyPartition"
        },
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
        { "an older configuration beside a kernel", "PatchGuestKernel PatchGuestKernel WriteBootFiles PackDiskImage VerifyPartition" },
        { "a file that an include is found in sooner", "CompileDeviceTree" },
        { "a value that becomes that of another metadatum", "CompileDeviceTree" },
        { "a deleted dependency file", "CompileDeviceTree" },
        { "a deleted text of a slice", "SliceGuest WriteBootFiles PackDiskImage VerifyPartition" },
        { "a clock of a guest", "PlanPartition SliceGuest WriteBootFiles PackDiskImage VerifyPartition" },
        { "an older lock file", "PlanPartition VerifyPartition" },
        { "a deleted merged tree", "CompileDeviceTreeOverlay" },
        { "a deleted slice", "SliceGuest WriteBootFiles PackDiskImage VerifyPartition" },
        { "a deleted kernel image", "PatchGuestKernel WriteBootFiles PackDiskImage VerifyPartition" },
        { "a deleted root file system", $"PackRootFileSystem {AfterRootFileSystem}" },
        { "a deleted image", "PackDiskImage VerifyPartition" },
        { "a newer SDK", Everything },
        { "another SDK whose files are older", Everything },
        {
            "an older board",
            "CompileDeviceTree CompileDeviceTreeOverlay PlanPartition SliceGuest SliceGuest WriteBootFiles PackDiskImage VerifyPartition"
        },
        {
            "an older include",
            "CompileDeviceTree CompileDeviceTreeOverlay PlanPartition SliceGuest SliceGuest WriteBootFiles PackDiskImage VerifyPartition"
        },
        { "an older tree under another path", "CompileDeviceTree" },
        { "an older overlay", "CompileDeviceTreeOverlay" },
        { "an older kernel", "PatchGuestKernel WriteBootFiles PackDiskImage VerifyPartition" },
        { "an older file in a root folder", $"PackRootFileSystem {AfterRootFileSystem}" },
        { "an older disk file", "PackDiskImage VerifyPartition" },
        { "an older archive", "PackDiskImage VerifyPartition" },
        { "an older list", "PackDiskImage VerifyPartition" },
        { "an older hypervisor", "WriteBootFiles PackDiskImage VerifyPartition" },
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

    [Fact]
    public void AnOlderTreeOfAGuestIsSeen()
    {
        using TestProject project = Create();
        Assert.Empty(project.Build().Errors);
        File.Copy(project["obj/Debug/guests/guest1/system.dts"], project["own.dts"]);
        project.WriteProject(
            Items.Replace("Devices=\"uart3\"", "Devices=\"uart3\" DeviceTree=\"own.dts\"", StringComparison.Ordinal),
            Properties);
        Assert.Empty(project.Build().Errors);

        Age(project, "own.dts");

        Assert.Equal("SliceGuest WriteBootFiles PackDiskImage VerifyPartition", string.Join(' ', project.Build().Stages));
        Assert.Empty(project.Build().Stages);
    }

    [Fact]
    public void AnotherHostTreeThatIsCompiledAlreadyIsTaken()
    {
        using TestProject project = Create();
        project.Write("second.dts", TestBoard.Source.Replace("test board", "second board", StringComparison.Ordinal));
        string items = Items + """<DeviceTree Include="board.dts;second.dts" />""";
        project.WriteProject(items, Properties);
        Assert.Empty(project.Build().Errors);
        byte[] first = File.ReadAllBytes(project["bin/Debug/host.dtb"]);

        BuildOutcome outcome = project.Build(("HostDeviceTree", "second.dts"));

        Assert.Empty(outcome.Errors);
        Assert.Equal(
            "CompileDeviceTreeOverlay PlanPartition SliceGuest SliceGuest WriteBootFiles PackDiskImage VerifyPartition",
            string.Join(' ', outcome.Stages));
        Assert.NotEqual(first, File.ReadAllBytes(project["bin/Debug/host.dtb"]));
        Assert.Empty(project.Build(("HostDeviceTree", "second.dts")).Stages);
        Assert.Empty(project.Build().Errors);
        Assert.Equal(first, File.ReadAllBytes(project["bin/Debug/host.dtb"]));
    }

    /// <summary>Files that are links, and the stages that another target of theirs costs, or a changed one.</summary>
    public static TheoryData<string, string> Links => new()
    {
        { "kernel.elf", "PatchGuestKernel WriteBootFiles PackDiskImage VerifyPartition" },
        { "extra.dts", "CompileDeviceTree" },
        {
            "board.dtsi",
            "CompileDeviceTree CompileDeviceTreeOverlay PlanPartition SliceGuest SliceGuest WriteBootFiles PackDiskImage VerifyPartition"
        },
        { "motd", $"PackRootFileSystem {AfterRootFileSystem}" },
        { "vmm.bin", "WriteBootFiles PackDiskImage VerifyPartition" },
    };

    [Theory]
    [MemberData(nameof(Links))]
    public void ALinkThatIsTurnedAndATargetThatChangesAreSeen(string file, string stages)
    {
        using TestProject project = Create();
        Directory.CreateDirectory(project["elsewhere"]);
        File.Move(project[file], project["elsewhere/one"]);
        File.Copy(project["elsewhere/one"], project["elsewhere/two"]);
        Age(project, "elsewhere/two");
        File.CreateSymbolicLink(project[file], "elsewhere/one");
        Assert.Empty(project.Build().Errors);

        Renew(project, "elsewhere/one");
        Assert.Equal(stages, string.Join(' ', project.Build().Stages));

        File.Delete(project[file]);
        File.CreateSymbolicLink(project[file], "elsewhere/two");
        Assert.Equal(stages, string.Join(' ', project.Build().Stages));
        Assert.Empty(project.Build().Stages);
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
        foreach (string path in Directory.EnumerateFiles(other["bin"], "*", SearchOption.AllDirectories)
            .Select(path => path[other.Folder.Length..].TrimStart('/')))
        {
            Assert.Equal(File.ReadAllBytes(other[path]), File.ReadAllBytes(project[path]));
        }
    }

    private static TestProject Create()
    {
        TestProject project = GuestProject.Create(Items, Properties);
        project.Write("vmm.bin", "hypervisor");
        project.Write("disk.list", "dir /var 755 0 0");
        using (var archive = new TarWriter(new GZipStream(File.Create(project["files.tar.gz"]), CompressionLevel.Fastest)))
        {
            archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "name") { DataStream = new MemoryStream("name"u8.ToArray()) });
        }

        project.Write("other.elf", TestBoard.Kernel);
        project.Write("extra.dts", "/dts-v1/;\n#include <part.h>\n/ { };");
        project.Write("later/part.h", "/* empty */");
        Directory.CreateDirectory(project["sooner"]);
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
                project.WriteProject(Items.Replace("*; !uart3", "*; !uart3; !uart2", StringComparison.Ordinal), Properties);
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
            case "an older configuration beside a kernel":
                project.Write(".config", "# Linux");
                Age(project, ".config");
                break;
            case "a file that an include is found in sooner":
                project.Write("sooner/part.h", "/* the other */");
                Age(project, "sooner/part.h");
                break;
            case "a value that becomes that of another metadatum":
                project.WriteProject(
                    Items.Replace("Checks=\"no-unit_address_vs_reg\"", "Defines=\"no-unit_address_vs_reg\"", StringComparison.Ordinal),
                    Properties);
                break;
            case "a deleted dependency file":
                File.Delete(project["obj/Debug/trees/extra.record"]);
                break;
            case "a deleted text of a slice":
                File.Delete(project["obj/Debug/guests/guest1/config.dts"]);
                break;
            case "a clock of a guest":
                project.WriteProject(Items.Replace("\"24000000\"", "\"48000000\"", StringComparison.Ordinal), Properties);
                break;
            case "an older lock file":
                Age(project, "partition.lock.json");
                break;
            case "a deleted merged tree":
                File.Delete(project["bin/Debug/merged.dtb"]);
                break;
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
            case "another SDK whose files are older":
                (string, string) others = project.CopyTasks("tasks");
                Age(project, "tasks/Partition.Tasks.dll");
                return [others];
            case "an older board":
                Age(project, "board.dts");
                break;
            case "an older include":
                Age(project, "board.dtsi");
                break;
            case "an older tree under another path":
                project.Write("past/extra.dts", "/dts-v1/; / { };");
                Age(project, "past/extra.dts");
                project.WriteProject(Items.Replace("\"extra.dts\"", "\"past/extra.dts\"", StringComparison.Ordinal), Properties);
                break;
            case "an older overlay":
                Age(project, "camera.dtso");
                break;
            case "an older kernel":
                Age(project, "kernel.elf");
                break;
            case "an older file in a root folder":
                Age(project, "root/etc/one");
                break;
            case "an older disk file":
                Age(project, "banner");
                break;
            case "an older archive":
                Age(project, "files.tar.gz");
                break;
            case "an older list":
                Age(project, "disk.list");
                break;
            case "an older hypervisor":
                Age(project, "vmm.bin");
                break;
        }

        return [];
    }

    // As 'cp -p', a link that is turned, or going back to an earlier version leaves it.
    private static void Age(TestProject project, string path) => File.SetLastWriteTimeUtc(project[path], DateTime.UnixEpoch.AddYears(30));

    // No later than now: the next build must find its outputs newer.
    private static void Renew(TestProject project, string path) => File.SetLastWriteTimeUtc(project[path], DateTime.UtcNow);
}

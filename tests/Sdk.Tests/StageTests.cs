using System.Buffers.Binary;
using System.Text.Json;
using Partition.Images.Files;
using Partition.Images.Kernels.Arm;

namespace Partition.Sdk.Tests;

/// <summary>Which stages a build runs, and which it leaves out because nothing they read has changed.</summary>
[Trait("Speed", "Slow")]
public sealed class StageTests
{
    private const string TwoGuests = """
        <Guest Include="guest0" Memory="64M" Devices="*; !uart3" Kernel="kernel.elf" Firmware="none" />
        <Guest Include="guest1" Memory="MEMORY" Devices="uart3" Kernel="kernel.elf" Firmware="none" />
        <RootFile Include="motd" TargetPath="/etc/motd" Guest="guest1" />
        """;

    [Fact]
    public void FirstBuildRunsEveryStage()
    {
        using TestProject project = GuestProject.Create();

        BuildOutcome outcome = project.Build();

        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Warnings);
        Assert.Equal(
            "CompileDeviceTree PlanPartition SliceGuest PatchGuestKernel WriteBootFiles PackDiskImage VerifyPartition",
            Stages(outcome));
    }

    [Fact]
    public void SecondBuildRunsNoStage()
    {
        using TestProject project = GuestProject.Create();
        project.Build();

        Assert.Equal("", Stages(project.Build()));
    }

    [Fact]
    public void ChangedProjectFileAloneRunsNoStage()
    {
        using TestProject project = GuestProject.Create();
        project.Build();

        project.WriteProject(GuestProject.Guest, "<SomethingElse>1</SomethingElse>");

        Assert.Equal("", Stages(project.Build()));
    }

    [Fact]
    public void TouchedIncludeCompilesOnlyWhatIncludesIt()
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest + """<DeviceTree Include="other.dts" />""");
        project.Write("other.dts", "/dts-v1/; / { };");
        project.Build();
        DateTime untouched = File.GetLastWriteTimeUtc(project["bin/Debug/other.dtb"]);

        project.Touch("board.dtsi");
        BuildOutcome outcome = project.Build();

        Assert.Equal(1, outcome.Stages.Count(static stage => stage == "CompileDeviceTree"));
        Assert.Equal(untouched, File.GetLastWriteTimeUtc(project["bin/Debug/other.dtb"]));
    }

    [Fact]
    public void ChangedGuestRebuildsThatGuestAndTheImage()
    {
        using TestProject project = GuestProject.Create(TwoGuests.Replace("MEMORY", "32M", StringComparison.Ordinal));
        project.Write("motd", "hello");
        project.Build();
        DateTime untouched = File.GetLastWriteTimeUtc(project["bin/Debug/guests/guest0/system.dtb"]);

        project.WriteProject(TwoGuests.Replace("MEMORY", "48M", StringComparison.Ordinal));
        BuildOutcome outcome = project.Build();

        Assert.Equal("PlanPartition SliceGuest WriteBootFiles PackDiskImage VerifyPartition", Stages(outcome));
        Assert.Equal(untouched, File.GetLastWriteTimeUtc(project["bin/Debug/guests/guest0/system.dtb"]));
    }

    [Fact]
    public void ChangedRootFileRepacksItsArchiveAndTheImage()
    {
        using TestProject project = GuestProject.Create(TwoGuests.Replace("MEMORY", "32M", StringComparison.Ordinal));
        project.Write("motd", "hello");
        project.Build();

        project.Write("motd", "good morning");
        project.Touch("motd");

        Assert.Equal("PackRootFileSystem WriteBootFiles PackDiskImage VerifyPartition", Stages(project.Build()));
    }

    [Fact]
    public void ChangedKernelIsPatchedAgain()
    {
        using TestProject project = GuestProject.Create();
        project.Build();

        project.Touch("kernel.elf");

        Assert.Equal("PatchGuestKernel WriteBootFiles PackDiskImage VerifyPartition", Stages(project.Build()));
    }

    [Fact]
    public void TheReportOfThePatchingIsMadeWithTheKernelAndGoesWithTheRest()
    {
        using TestProject project = GuestProject.Create();
        project.Build();
        string path = project["obj/Debug/guests/guest0/patch.json"];
        using (var report = JsonDocument.Parse(File.ReadAllBytes(path)))
        {
            Assert.True(report.RootElement.GetProperty("patched").GetInt32() > 0);
            Assert.Equal(0, report.RootElement.GetProperty("left").GetInt32());
        }

        Assert.Equal("", Stages(project.Build()));
        File.Delete(path);
        Assert.StartsWith("PatchGuestKernel ", Stages(project.Build()), StringComparison.Ordinal);
        Assert.True(File.Exists(path));
        project.Build("Clean");
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void ConditionalInstructionsArePatchedOnRequest()
    {
        using TestProject project = GuestProject.Create();
        project.Write("kernel.elf", OddKernels.WithConditionalInstruction(out PatchedWord word));
        Assert.StartsWith("kernel.elf: HV3014: ", Assert.Single(project.Build().Warnings), StringComparison.Ordinal);

        project.WriteProject(GuestProject.Guest.Replace("Kernel=", "PatchConditional=\"true\" Kernel=", StringComparison.Ordinal));
        BuildOutcome outcome = project.Build();

        Assert.Contains("PatchGuestKernel", Stages(outcome), StringComparison.Ordinal);
        Assert.Empty(outcome.Warnings);
        Assert.True(File.ReadAllBytes(project["bin/Debug/guests/guest0/Image"]).AsSpan().IndexOf(Bytes(word.Replacement & 0x0FFFFFFF)) > 0);
    }

    [Fact]
    public void AKernelThatIsBuiltForOtherMemoryIsAWarning()
    {
        using TestProject project = GuestProject.Create();
        project.Write("kernel.elf", OddKernels.WithLoadAddress(0x10000000));

        Assert.StartsWith(
            "kernel.elf: HV3044: The kernel is to be loaded at 0x10000000",
            Assert.Single(project.Build().Warnings),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zImage", "it is a zImage")]
    [InlineData("uImage", "it is a U-Boot image")]
    [InlineData("vmlinuz.gz", "it is a gzip file")]
    [InlineData("Image", "it is probably a raw memory image")]
    public void AKernelThatIsNoElfIsRefusedWithTheReasonAndTakenAsItIsWithoutPatching(string name, string reason)
    {
        byte[] kernel = name switch
        {
            "zImage" => [.. new byte[0x24], .. Bytes(0x016F2818), .. new byte[100]],
            "uImage" => [0x27, 0x05, 0x19, 0x56, .. new byte[100]],
            "vmlinuz.gz" => [0x1F, 0x8B, 8, .. new byte[100]],
            _ => [.. Bytes(0xE10F0000), .. new byte[100]],
        };
        string guest = GuestProject.Guest.Replace("kernel.elf", name, StringComparison.Ordinal);
        using TestProject project = GuestProject.Create(guest);
        project.Write(name, kernel);
        string error = Assert.Single(project.Build().Errors);
        Assert.StartsWith($"{name}: HV3001: ", error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);

        project.WriteProject(guest.Replace("Kernel=", "PatchKernel=\"false\" Kernel=", StringComparison.Ordinal));
        BuildOutcome outcome = project.Build();
        Assert.Empty(outcome.Errors);
        // A zImage is a Linux, and the guest has no timer.
        Assert.DoesNotContain(outcome.Warnings, static warning => !warning.Contains("HV0047", StringComparison.Ordinal));
        Assert.Equal(kernel, File.ReadAllBytes(project["bin/Debug/guests/guest0/Image"]));
    }

    [Fact]
    public void DeletedImageIsMadeAgainAndNothingElse()
    {
        using TestProject project = GuestProject.Create();
        project.Build();

        File.Delete(project["bin/Debug/disk.img"]);

        Assert.Equal("PackDiskImage VerifyPartition", Stages(project.Build()));
    }

    [Fact]
    public void DiskFileTakesThePlaceOfABootFile()
    {
        using TestProject project = GuestProject.Create(
            GuestProject.Guest + """<DiskFile Include="own.xscript" TargetPath="/boot.xscript" />""");
        project.Write("own.xscript", "guest list\n");

        BuildOutcome outcome = project.Build();

        Assert.Empty(outcome.Errors);
        Assert.True(File.ReadAllBytes(project["bin/Debug/disk.img"]).AsSpan().IndexOf("guest list\n"u8) > 0);
    }

    [Fact]
    public void GuestCanBeGivenNothingButItsProcessor()
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest.Replace("*; !uart3", ";", StringComparison.Ordinal));

        Assert.Empty(project.Build().Errors);
        string plan = File.ReadAllText(project["obj/Debug/guests/guest0/plan.txt"]);

        Assert.Contains("device gic ", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("device uart", plan, StringComparison.Ordinal);
    }

    [Fact]
    public void DeletedIncludeIsNoticed()
    {
        using TestProject project = GuestProject.Create();
        project.Build();

        File.Delete(project["board.dtsi"]);
        BuildOutcome outcome = project.Build();

        Assert.False(outcome.Succeeded);
        Assert.StartsWith("board.dts(2,10): HV1101: There is no file 'board.dtsi'", outcome.Errors[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bin/Debug/guests/guest0/config.dtb")]
    [InlineData("bin/Debug/guests/guest0/system.dtb")]
    [InlineData("bin/Debug/guests/guest0/Image")]
    [InlineData("bin/Debug/host.dtb")]
    [InlineData("obj/Debug/boot/boot.xscript")]
    [InlineData("obj/Debug/guests/guest0/plan.txt")]
    public void DeletedOutputIsMadeAgain(string path)
    {
        using TestProject project = GuestProject.Create();
        project.Build();

        File.Delete(project[path]);
        BuildOutcome outcome = project.Build();

        Assert.Empty(outcome.Errors);
        Assert.True(File.Exists(project[path]));
    }

    [Fact]
    public void AnotherDateMakesTreesArchivesAndImagesAgain()
    {
        using TestProject project = GuestProject.Create(TwoGuests.Replace("MEMORY", "32M", StringComparison.Ordinal));
        project.Write("motd", "hello");
        project.Build();

        BuildOutcome outcome = project.Build(("SourceDateEpoch", "1600000000"));

        // A source may say __DATE__.
        Assert.Equal(
            "CompileDeviceTree PlanPartition SliceGuest SliceGuest PackRootFileSystem WriteBootFiles PackDiskImage VerifyPartition",
            Stages(outcome));
    }

    [Fact]
    public void RemovedGuestLeavesNothingBehind()
    {
        using TestProject project = GuestProject.Create(TwoGuests.Replace("MEMORY", "32M", StringComparison.Ordinal));
        project.Write("motd", "hello");
        project.Build();

        project.WriteProject(GuestProject.Guest);
        project.Build();

        Assert.False(File.Exists(project["bin/Debug/guests/guest1/system.dtb"]));
        Assert.False(File.Exists(project["bin/Debug/guests/guest1/rootfs.img"]));
    }

    [Fact]
    public void CleanRemovesEverythingThatWasBuilt()
    {
        using TestProject project = GuestProject.Create();
        project.Build();

        project.Build("Clean");

        Assert.Empty(Directory.EnumerateFiles(project["bin"], "*", SearchOption.AllDirectories));
        Assert.False(File.Exists(project["obj/Debug/guests/guest0/plan.txt"]));
    }

    [Fact]
    public void SameInputsElsewhereGiveTheSameBytes()
    {
        using TestProject here = GuestProject.Create();
        using TestProject there = GuestProject.Create();
        here.Build();
        there.Touch("kernel.elf");
        there.Build();

        Assert.Equal(File.ReadAllBytes(here["bin/Debug/disk.img"]), File.ReadAllBytes(there["bin/Debug/disk.img"]));
    }

    private static byte[] Bytes(uint word)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, word);
        return bytes;
    }

    private static string Stages(BuildOutcome outcome) => string.Join(' ', outcome.Stages);
}

using System.Formats.Tar;

namespace Partition.Sdk.Tests;

/// <summary>Clean leaves nothing of ours, however the build before it ended.</summary>
[Trait("Speed", "Slow")]
public sealed class CleanTests
{
    private const string Items = """
        <Guest Include="guest0" Memory="64M" Devices="*; !uart3" Kernel="kernel.elf" Firmware="firmware.elf" />
        <Guest Include="guest1" Memory="32M" Devices="uart3" Kernel="other.elf" Firmware="none" />
        <DeviceTree Include="extra.dts" />
        <DeviceTreeOverlay Include="camera.dtso" MergedTree="merged.dtb" />
        <RootArchive Include="root.tar" Guest="guest0" />
        <RootFile Include="motd" TargetPath="/etc/motd" Guest="guest1" />
        <DiskFile Include="banner" TargetPath="/banner" />
        <DiskArchive Include="root.tar" TargetPath="/tar" />
        """;

    /// <summary>What is told, stage by stage; the file that is at fault; and what stands in it.</summary>
    public static TheoryData<string, string, string> Faults => new()
    {
        { "HV1200", "board.dtsi", "this is no tree" },
        { "HV1203", "extra.dts", "nor is this" },
        { "HV1502", "camera.dtso", "/dts-v1/; /plugin/; &nobody { };" },
        { "HV2030", "board.partproj", Items.Replace("\"uart3\"", "\"uart0\"", StringComparison.Ordinal) },
        { "HV1202", "board.partproj", Items.Replace("Kernel=\"other.elf\"", "ConfigTree=\"no.dts\"", StringComparison.Ordinal) },
        { "HV3001", "other.elf", "no kernel" },
        { "HV0004", "board.partproj", Items.Replace("Include=\"motd\"", "Include=\"nothing\"", StringComparison.Ordinal) },
        { "HV5020", "board.partproj", Items.Replace("Include=\"motd\"", "Include=\"large\"", StringComparison.Ordinal) },
        { "HV0018", "root.tar", "no archive" },
        { "HV0004", "board.partproj", Items.Replace("Include=\"banner\"", "Include=\"nothing\"", StringComparison.Ordinal) },
        { "HV5042", "board.partproj", Items.Replace("TargetPath=\"/banner\"", "TargetPath=\"/boot.xscript\"", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void AfterAFirstBuildThatFailsNothingIsLeft(string code, string file, string fault)
    {
        using TestProject project = Create();
        if (file == "board.partproj")
        {
            project.WriteProject(fault);
        }
        else
        {
            project.Write(file, fault);
        }

        Assert.Contains(project.Build().Errors, error => error.Contains($": {code}: ", StringComparison.Ordinal));
        Assert.Empty(project.Build("Clean").Errors);

        Assert.Empty(FilesOfOurs(project));
    }

    [Fact]
    public void AfterAFirstBuildThatFailedWhatTheProjectNoLongerNamesIsNotLeft()
    {
        using TestProject project = CreateWithAnotherGuestAfterAFailure();

        Assert.Empty(project.Build("Clean").Errors);

        Assert.Empty(FilesOfOurs(project));
    }

    [Fact]
    public void ABuildAfterOneThatFailedRemovesWhatTheProjectNoLongerNames()
    {
        using TestProject project = CreateWithAnotherGuestAfterAFailure();

        Assert.Empty(project.Build().Errors);

        Assert.DoesNotContain(
            FilesOfOurs(project),
            static file =>
                file.Contains("guest0", StringComparison.Ordinal)
                    || file.Contains("extra", StringComparison.Ordinal)
                    || file.Contains("camera", StringComparison.Ordinal));
    }

    [Fact]
    public void AfterABuildThatWasKilledNothingIsLeft()
    {
        using TestProject project = Create();
        Assert.Empty(project.Build().Errors);
        // The record is written last; and a file that takes its name at its end has another one until then.
        File.Delete(project["obj/Debug/board.partproj.FileListAbsolute.txt"]);
        foreach (
            string output in new[]
            {
                "bin/Debug/disk.img",
                "bin/Debug/guests/guest0/firmware.bin",
                "bin/Debug/merged.dtb",
                "obj/Debug/guests/guest1/plan.txt",
                "obj/Debug/disk.list",
                "obj/Debug/plan.txt",
            })
        {
            project.Write($"{output}.{Guid.Empty:N}.tmp", "half of it");
        }

        Assert.Empty(project.Build("Clean").Errors);

        Assert.Empty(FilesOfOurs(project));
    }

    [Fact]
    public void RebuildMakesAProjectThatWasNeverBuilt()
    {
        using TestProject project = Create();

        Assert.Empty(project.Build("Rebuild").Errors);

        Assert.Empty(project.Build().Stages);
    }

    [Fact]
    public void AProjectThatCannotBeBuiltCanBeCleaned()
    {
        using TestProject project = Create();
        Assert.Empty(project.Build().Errors);
        project.WriteProject(Items + """<DeviceTree Include="other/extra.dts" />""");
        Assert.Contains(project.Build().Errors, static error => error.Contains("HV0005", StringComparison.Ordinal));

        Assert.Empty(project.Build("Clean").Errors);

        Assert.Empty(FilesOfOurs(project));
    }

    [Fact]
    public void WhatIsNotOursStays()
    {
        using TestProject project = Create();
        Assert.Empty(project.Build().Errors);
        string[] others = ["bin/Debug/notes.txt", "bin/Debug/guests/guest0/notes.txt", "disk.img", "obj/notes.txt"];
        foreach (string file in others)
        {
            project.Write(file, "not ours");
        }

        Assert.Empty(project.Build("Clean").Errors);

        Assert.All(others, file => Assert.True(File.Exists(project[file]), file));
    }

    /// <summary>A project whose first build failed, when it had made much already, and which names none of that any more.</summary>
    private static TestProject CreateWithAnotherGuestAfterAFailure()
    {
        TestProject project = Create();
        project.Write("other.elf", "no kernel");
        Assert.False(project.Build().Succeeded);
        Assert.Contains("bin/Debug/guests/guest0/Image", FilesOfOurs(project));
        project.WriteProject("""<Guest Include="another" Memory="64M" Devices="*" Kernel="kernel.elf" Firmware="none" />""");
        return project;
    }

    private static TestProject Create()
    {
        TestProject project = GuestProject.Create(Items);
        project.Write("firmware.elf", TestBoard.Kernel);
        project.Write("other.elf", TestBoard.Kernel);
        project.Write("extra.dts", "/dts-v1/; / { };");
        project.Write("other/extra.dts", "/dts-v1/; / { };");
        project.Write("camera.dtso", "/dts-v1/; /plugin/; &{/} { camera { }; };");
        project.Write("no.dts", "/dts-v1/; / { broken");
        project.Write("motd", "hello");
        using (FileStream large = File.Create(project["large"]))
        {
            large.SetLength(40 << 20); // More than the flash holds, from which a guest without a firmware starts.
        }

        project.Write("banner", "banner");
        using var archive = new TarWriter(File.Create(project["root.tar"]));
        archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "etc/name") { DataStream = new MemoryStream("name"u8.ToArray()) });
        return project;
    }

    // NuGet's files and MSBuild's list of files stay, as they do for any project; the lock file is the user's.
    private static string[] FilesOfOurs(TestProject project) =>
    [
        .. Folders.FilesOf(project["bin"]).Select(static file => $"bin/{file}"),
        .. Folders.FilesOf(project["obj/Debug"])
            .Where(static file => !file.StartsWith("board.", StringComparison.Ordinal))
            .Select(static file => $"obj/Debug/{file}"),
    ];
}

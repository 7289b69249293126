using System.IO.Compression;

namespace Partition.EndToEnd.Tests;

/// <summary>The verbs of the command line, and what they say when something is missing.</summary>
public sealed class VerbTests
{
    [Fact]
    public void RunWithoutQemuNamesThePropertyToSet()
    {
        using var project = new SampleProject();

        ToolResult run = project.Dotnet("run", "-p:Hypervisor=None", "-p:QemuCommand=no-such-qemu");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("error HV0010: QEMU ('no-such-qemu') is not on the PATH.", run.Text + run.Errors, StringComparison.Ordinal);
        Assert.Contains("set the property QemuCommand", run.Text + run.Errors, StringComparison.Ordinal);
    }

    [ToolFact("qemu-system-arm")]
    public void RunWithoutAHypervisorNamesThePropertyToSet()
    {
        using var project = new SampleProject();

        ToolResult run = project.Dotnet("run");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(
            "error HV0012: There is no Xvisor to boot. Set the property HypervisorDirectory",
            run.Text + run.Errors,
            StringComparison.Ordinal);
    }

    [ToolFact("qemu-system-arm")]
    public void RunOfAGuestThatIsNotThereListsTheGuests()
    {
        using var project = new SampleProject();

        ToolResult run = project.Dotnet("run", "-p:Hypervisor=None", "-p:RunGuest=guest7");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(
            "error HV0013: There is no guest 'guest7'. Say which one by the property RunGuest, for example with "
                + "'dotnet run -p:RunGuest=guest0'. The guests are: guest0.",
            run.Text + run.Errors,
            StringComparison.Ordinal);
    }

    [ToolFact("sh")]
    public void RunAddsArgumentsAndTheEnvironmentOfALaunchProfile()
    {
        using var project = new SampleProject();
        project.WriteProgram("qemu", "echo \"arguments: $@\"; echo \"color: $BOARD_COLOR\"");
        project.Write("Properties/launchSettings.json", """
            { "profiles": { "red": { "commandName": "Project", "environmentVariables": { "BOARD_COLOR": "red" } } } }
            """);

        ToolResult run = project.Dotnet(
            "run", "--launch-profile", "red", "-p:Hypervisor=None", "-p:QemuCommand=./qemu", "--", "-snapshot", "-name", "a b")
            .Succeeded();

        Assert.Matches("arguments: -M vexpress-a9 .* -snapshot -name a b\n", run.Text);
        Assert.Contains("color: red\n", run.Text, StringComparison.Ordinal);
    }

    [ToolFact("sh")]
    public void ProfileOfTheSampleBootsTheGuestByItselfFromAnyFolder()
    {
        using var project = new SampleProject();
        project.WriteProgram("qemu", "echo \"arguments: $@\"");
        project.Replace("vexpress-a9.partproj", "<QemuMachine>", "<QemuCommand>./qemu</QemuCommand><QemuMachine>");

        ToolResult run = Tool.Run(
            "dotnet", Path.GetTempPath(), new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1" },
            "run", "--project", project["vexpress-a9.partproj"], "--launch-profile", "debugger").Succeeded();

        Assert.Matches("arguments: .*/guests/guest0/Image .* -S -gdb tcp::1234\n", run.Text);
    }

    [Fact]
    public void CleanLeavesNothingBuilt()
    {
        using var project = new SampleProject();
        project.Dotnet("build").Succeeded();

        project.Dotnet("clean").Succeeded();

        Assert.Empty(Directory.EnumerateFiles(project["bin"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void PublishCopiesWhatTheMachineBootsFromWithItsSums()
    {
        using var project = new SampleProject();

        project.Dotnet("publish", "-o", "out").Succeeded();

        Assert.Equal(
            [
                "SHA256SUMS", "disk.img", "guests/guest0/Image", "guests/guest0/config.dtb", "guests/guest0/system.dtb", "host.dtb",
                "partition.lock.json", "vexpress-v2p-ca9.dtb",
            ],
            Folders.FilesOf(project["out"]));
        Assert.Equal(7, Tool.Run("sha256sum", project["out"], "-c", "SHA256SUMS").Succeeded().Text.Split(": OK\n").Length - 1);
        Assert.True(Directory.Exists(project["bin/Release"]));
    }

    [Fact]
    public void PublishWithoutABuildCopiesTheSame()
    {
        using var project = new SampleProject();
        const string Firmware = "xvisor/build/tests/arm32/vexpress-a9/basic/firmware.bin.patched";
        Directory.CreateDirectory(Path.GetDirectoryName(project[Firmware])!);
        File.Copy(project["payload/payload.elf"], project[Firmware]);
        string[] properties = ["-p:HypervisorDirectory=xvisor", "-p:LinuxKernel=payload/payload.elf"];
        project.Dotnet(["publish", "-o", "built", .. properties]).Succeeded();

        project.Dotnet(["publish", "-o", "copied", "--no-build", .. properties]).Succeeded();

        Assert.Contains("guests/guest0/firmware.bin", Folders.FilesOf(project["built"]));
        Assert.Equal(File.ReadAllText(project["built/SHA256SUMS"]), File.ReadAllText(project["copied/SHA256SUMS"]));
        Assert.Equal(Folders.FilesOf(project["built"]), Folders.FilesOf(project["copied"]));
    }

    [Theory]
    [InlineData("publish")]
    [InlineData("pack")]
    [InlineData("test")]
    [InlineData("run")]
    public void ReportsMissingFilesWhenNothingMayBeBuilt(string verb)
    {
        using var project = new SampleProject();
        project.Dotnet("restore").Succeeded();

        ToolResult result = project.Dotnet(verb, "--no-build", "-p:Hypervisor=None");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("HV0022: This project has not been built for ", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("HV0014", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOutputThatTheProjectPutsElsewhereIsPublishedAndPackedBesideTheOthers()
    {
        using var project = new SampleProject();
        project.Replace("vexpress-a9.partproj", "<DiskLabel>", "<DiskImage>images/disk.img</DiskImage><DiskLabel>");

        project.Dotnet("publish", "-o", "out").Succeeded();
        project.Dotnet("pack", "-o", "packages").Succeeded();

        Assert.Contains("disk.img", Folders.FilesOf(project["out"]));
        using ZipArchive package = ZipFile.OpenRead(Directory.EnumerateFiles(project["packages"]).Single());
        Assert.Equal(
            [
                "partition/disk.img",
                "partition/guests/guest0/Image",
                "partition/guests/guest0/config.dtb",
                "partition/guests/guest0/system.dtb",
                "partition/host.dtb",
                "partition/vexpress-v2p-ca9.dtb",
            ],
            package.Entries
                .Select(static entry => entry.FullName)
                .Where(static name => name.StartsWith("partition/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void PublishingTellsOfAHypervisorThatIsNotThere()
    {
        using var project = new SampleProject();

        string text = project.Dotnet("publish", "-o", "out", "-p:HypervisorDirectory=nowhere").Succeeded().Text;

        Assert.Contains(
            "warning HV0012: The hypervisor 'nowhere/build/vmm.bin' does not exist, so it is not published",
            text,
            StringComparison.Ordinal);
    }

    [ToolFact("qemu-system-arm", "sh")]
    public void TheScriptOfSeveralGuestsBootsTheOneThatItIsToldTo()
    {
        using var project = new SampleProject();
        project.Replace(
            "vexpress-a9.partproj",
            "<Guest Include=\"guest0\">",
            "<Guest Include=\"other\" Devices=\"uart3\" Kernel=\"payload/payload.elf\" /><Guest Include=\"guest0\">");
        project.Dotnet("publish", "-o", "out", "-p:Hypervisor=None").Succeeded();

        ToolResult unsaid = Tool.Run("sh", project["out"], "run.sh");
        IReadOnlyList<string> console = GuestConsole.BootScript(project["out/run.sh"], "Partition payload: done", "other");

        Assert.Equal(2, unsaid.ExitCode);
        Assert.Contains("which guest to boot? other guest0", unsaid.Errors, StringComparison.Ordinal);
        Assert.Single(console, static line => line.StartsWith("uart 0x", StringComparison.Ordinal));
    }

    [ToolFact("qemu-system-arm", "sh")]
    public void BootsPublishedFilesElsewhereByTheirScript()
    {
        using var project = new SampleProject();
        project.Dotnet("publish", "-o", "out", "-p:Hypervisor=None").Succeeded();
        using var elsewhere = new TemporaryFolder();
        Directory.Move(project["out"], Path.Combine(elsewhere.Path, "published set"));

        IReadOnlyList<string> console = GuestConsole.BootScript(
            Path.Combine(elsewhere.Path, "published set", "run.sh"),
            "Partition payload: done");

        Assert.Equal(3, console.Count(static line => line.StartsWith("uart 0x", StringComparison.Ordinal)));
    }

    [Fact]
    public void ABoardIsPackedAndReferencedByAProjectWithoutATree()
    {
        using var board = new SampleProject();
        File.WriteAllText(board["pack.partproj"], """
            <Project Sdk="Partition.Sdk">
              <PropertyGroup>
                <PackageId>Board.Packed</PackageId>
                <Version>1.2.3</Version>
                <HostDeviceTree>board/it's.dts</HostDeviceTree>
                <QemuMachine>vexpress-a9</QemuMachine>
                <BoardName>R&amp;D's-100%board</BoardName>
                <DeviceTreeDefines>WITH_IT;RATE=5</DeviceTreeDefines>
                <Hypervisor>None</Hypervisor>
              </PropertyGroup>
            </Project>
            """);
        File.Move(board["board/vexpress-v2p-ca9.dts"], board["board/it's.dts"]);
        File.AppendAllText(
            board["board/it's.dts"],
            "\n#if !defined(WITH_IT) || RATE != 5\n#error without what the board is compiled with\n#endif\n/include/ \"extra\"\n");
        board.Write("board/extra", "/ { extra; };\n");
        board.Dotnet("pack", "pack.partproj", "-o", "feed").Succeeded();

        using var project = new SampleProject();
        project.Dotnet("nuget", "add", "source", board["feed"], "--name", "boards").Succeeded();
        Directory.Delete(project["board"], recursive: true);
        File.Delete(project["vexpress-a9.partproj"]);
        File.WriteAllText(project["guests.partproj"], """
            <Project Sdk="Partition.Sdk">
              <ItemGroup>
                <PackageReference Include="Board.Packed" Version="1.2.3" />
                <Guest Include="guest0" Devices="*; !uart3" Kernel="payload/payload.elf" Firmware="none" />
              </ItemGroup>
            </Project>
            """);
        project.Dotnet("build").Succeeded();

        Assert.True(File.Exists(project["bin/Debug/disk.img"]));
        Assert.Contains(
            "motherboard-express.dtsi",
            project.Dotnet("msbuild", "-t:_CollectPartitionWatchItems", "-getItem:Watch").Succeeded().Text,
            StringComparison.Ordinal);
        Assert.Equal("R&D's-100%board", project.Dotnet("msbuild", "-getProperty:BoardName").Succeeded().Text.Trim());
        Assert.Equal("vexpress-a9", project.Dotnet("msbuild", "-getProperty:QemuMachine").Succeeded().Text.Trim());
    }
}

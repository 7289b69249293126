using Partition.Building.Tests.Guests;

namespace Partition.Building.Tests.FileSystems;

/// <summary>What a build finds in a guest's root file system that would keep Linux from starting its programs.</summary>
public class RootCheckTests
{
    private const string Script = "#!/bin/sh\nexec /bin/sh\n";
    private const string Absent = "warning HV0041: Linux starts '/init' of the root file system of guest 'guest0', but ";

    private static readonly byte[] s_program = KernelBytes.Elf(40, is64Bit: false);

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    public void TakesAScriptWhoseInterpreterIsThere(string compression)
    {
        using GuestBuild guest = new GuestBuild { Compression = compression }
            .Add("/init", Script).Add("/bin/busybox", s_program).Link("/bin/sh", "busybox");
        Assert.Empty(guest.Build());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    public void WarnsOfARootWithoutInit(string compression)
    {
        using GuestBuild guest = new GuestBuild { Compression = compression }.Add("/bin/sh", s_program);
        Assert.Equal(
            [$"{Absent}it is not there. Add the program with TargetPath=\"/init\" and Mode=\"0755\", or name another with rdinit= in "
                + "KernelArguments."],
            guest.Build());
    }

    [Fact]
    public void NamesTheProgramThatIsThere()
    {
        using GuestBuild guest = new GuestBuild().Add("/sbin/init", s_program);
        Assert.Equal([$"{Absent}it is not there. Write rdinit=/sbin/init in KernelArguments."], guest.Build());
    }

    [Theory]
    [InlineData("rdinit=/sbin/init")]
    [InlineData("root=/dev/mmcblk0p2 init=/lib/systemd/systemd")]
    [InlineData("noinitrd")]
    public void FollowsTheArgumentsOfTheKernel(string arguments)
    {
        using GuestBuild guest = new GuestBuild().Add("/sbin/init", s_program).With("KernelArguments", arguments);
        Assert.Empty(guest.Build());
    }

    [Theory]
    [InlineData("rdinit=/bin/init", "/bin/init", "it is not there")]
    [InlineData("rdinit=/etc/init", "/etc/init", "'/etc' is not there")]
    [InlineData("root=/dev/ram0 init=/bin/sh", "/init", "it is not there")]
    public void WarnsOfANamedProgramThatIsNotThere(string arguments, string program, string found)
    {
        using GuestBuild guest = new GuestBuild().Add("/bin/sh", s_program).With("KernelArguments", arguments);
        Assert.StartsWith(
            $"warning HV0041: Linux starts '{program}' of the root file system of guest 'guest0', but {found}. ",
            Assert.Single(guest.Build()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void ReadsTheArgumentsOfTheTree()
    {
        using GuestBuild guest = new GuestBuild
        {
            Tree = GuestBoards.Of("arm,cortex-a9", """chosen { bootargs = "rdinit=/a"; };"""),
        }.Add("/a", s_program);
        Assert.Empty(guest.Build());
    }

    [Fact]
    public void WarnsOfALinkThatLeadsNowhere()
    {
        using GuestBuild guest = new GuestBuild().Add("/sbin/other", s_program).Link("/init", "/sbin/init");
        Assert.StartsWith(
            $"{Absent}it is a link that leads to '/sbin/init', which is not there.",
            Assert.Single(guest.Build()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void WarnsOfALinkThatLeadsInACircle()
    {
        using GuestBuild guest = new GuestBuild().Add("/a", s_program).Link("/init", "sbin").Link("/sbin", "init");
        Assert.StartsWith($"{Absent}it is a link that leads in a circle. ", Assert.Single(guest.Build()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/lib/init", "../lib/init")]
    [InlineData("/usr/lib/init", "/usr/./lib/../lib/init")]
    public void FollowsLinksInsideTheRoot(string program, string target)
    {
        using GuestBuild guest = new GuestBuild().Add(program, s_program).Link("/init", target);
        Assert.Empty(guest.Build());
    }

    [Fact]
    public void FollowsLinksOfDirectories()
    {
        using GuestBuild guest = new GuestBuild()
            .Add("/init", Script).Add("/usr/bin/busybox", s_program).Link("/usr/bin/sh", "busybox").Link("/bin", "usr/bin");
        Assert.Empty(guest.Build());
    }

    [Fact]
    public void WarnsOfADirectory()
    {
        using GuestBuild guest = new GuestBuild().Directory("/init");
        Assert.Equal([$"{Absent}it is a directory. Put a program there."], guest.Build());
    }

    [Fact]
    public void WarnsOfAFileThatNobodyMayExecute()
    {
        using GuestBuild guest = new GuestBuild().Add("/init", Script, "0644").Add("/bin/sh", s_program);
        Assert.Equal(
            [$"{Absent}'/init' has the mode 0644, which does not allow execution. Set its Mode to 0755."],
            guest.Build());
    }

    [Theory]
    [InlineData("", "'/init' is empty")]
    [InlineData("mount -t proc proc /proc\n", "'/init' begins neither as an ELF file nor with '#!'")]
    [InlineData("\uFEFF#!/bin/sh\n", "'/init' begins neither as an ELF file nor with '#!'")]
    [InlineData("\n#!/bin/sh\n", "'/init' begins neither as an ELF file nor with '#!'")]
    public void WarnsOfAFileThatLinuxDoesNotStart(string text, string found)
    {
        using GuestBuild guest = new GuestBuild().Add("/init", text).Add("/bin/sh", s_program);
        Assert.Equal(
            [$"{Absent}{found}. Begin a script with '#!' and the path of its interpreter, without anything before it."], guest.Build());
    }

    [Theory]
    [InlineData("#!/bin/sh\r\necho\r\n")]
    [InlineData("#!/bin/sh -e\r\necho\r\n")]
    [InlineData("#!/bin/sh\r")]
    public void WarnsOfAScriptWithCarriageReturns(string text)
    {
        using GuestBuild guest = new GuestBuild().Add("/init", text).Add("/bin/sh", s_program);
        Assert.Equal(
            [$"warning HV0042: The first line of script '/init' (from '{Path.Join("src", "init")}') must end in a line feed alone, but "
                + "ends in a carriage return and a line feed, so Linux does not find its interpreter. "
                + "Save it with LF line ends; in Git, add the line '* text eol=lf' to .gitattributes."],
            guest.Build());
    }

    [Fact]
    public void NamesAllScriptsWithCarriageReturnsInOneWarning()
    {
        using GuestBuild guest = new GuestBuild()
            .Add("/init", Script).Add("/bin/sh", s_program)
            .Add("/a/one", "#!/bin/sh\r\n").Add("/a/two", "#!/bin/sh\r\n").Add("/a/three", "#!/bin/sh\r\n")
            .Add("/a/data", "#!/bin/sh\r\n", "0644");
        Assert.Contains("; the same holds for '/a/three' and 1 more. ", Assert.Single(guest.Build()), StringComparison.Ordinal);
    }

    [Fact]
    public void WarnsOnceOfAScriptThatSeveralGuestsShare()
    {
        foreach ((string name, int warnings) in new[] { ("guest0", 1), ("guest1", 0) })
        {
            using GuestBuild guest = new GuestBuild { GuestNames = ["guest0", "guest1"] }
                .Add("/init", "#!/bin/sh\r\n").Add("/bin/sh", s_program);
            Assert.Equal(warnings, guest.Build(name).Length);
        }
    }

    [Theory]
    [InlineData("#!/bin/sh\n", "/bin/sh")]
    [InlineData("#! /usr/bin/env python3\n", "/usr/bin/env")]
    [InlineData("#!\tbin/ash -e", "bin/ash")]
    public void WarnsOfAnInterpreterThatIsNotThere(string text, string interpreter)
    {
        using GuestBuild guest = new GuestBuild().Add("/init", text).Add("/bin/busybox", s_program);
        Assert.Equal(
            [$"warning HV0043: '/init' of the root file system of guest 'guest0' needs '{interpreter}' to start, which is not there. "
                + "Add it, or a link to a program that replaces it."],
            guest.Build());
    }

    [Fact]
    public void WarnsOfInterpretersOfOtherProgramsThatAreCertainlyMeantToRun()
    {
        using GuestBuild guest = new GuestBuild()
            .Add("/init", s_program)
            .Add("/usr/bin/a", "#!/usr/bin/perl\n").Add("/sbin/b", "#!/usr/bin/perl\n")
            .Add("/usr/share/doc/example", "#!/usr/bin/python3\n")
            .Add("/usr/bin/notes", "#!/usr/bin/ruby\n", "0644");
        Assert.Equal(
            ["warning HV0043: '/sbin/b' of the root file system of guest 'guest0' needs '/usr/bin/perl' to start, which is not there; "
                + "it is needed by '/usr/bin/a'. Add it, or a link to a program that replaces it."],
            guest.Build());
    }

    [Fact]
    public void LeavesLinksOfBusyboxToTheGuest()
    {
        using GuestBuild guest = new GuestBuild()
            .Add("/init", "#!/bin/busybox sh\n").Add("/bin/busybox", s_program).Add("/bin/later", Script);
        Assert.Empty(guest.Build());
    }

    [Fact]
    public void WarnsOfALoaderThatIsNotThere()
    {
        using GuestBuild guest = new GuestBuild()
            .Add("/init", Script).Add("/bin/sh", KernelBytes.Elf(40, is64Bit: false, "/lib/ld-linux-armhf.so.3"));
        Assert.Equal(
            ["warning HV0043: '/bin/sh' of the root file system of guest 'guest0' needs '/lib/ld-linux-armhf.so.3' to start, which is not "
                + "there. Add it, or a link to a program that replaces it."],
            guest.Build());
        guest.Add("/lib/ld-linux-armhf.so.3", s_program);
        Assert.Empty(guest.Build());
    }

    [Theory]
    [InlineData(62, true, "x86-64")]
    [InlineData(183, true, "64-bit ARM")]
    [InlineData(3, false, "32-bit x86")]
    public void WarnsOfAProgramForOtherProcessors(int machine, bool is64Bit, string name)
    {
        byte[] other = KernelBytes.Elf(machine, is64Bit);
        foreach ((GuestBuild guest, string path) in new[]
        {
            (new GuestBuild().Add("/init", other), "/init"),
            (new GuestBuild().Add("/init", Script).Add("/bin/busybox", other).Link("/bin/sh", "busybox"), "/bin/busybox"),
            (new GuestBuild().Add("/init", KernelBytes.Elf(40, is64Bit: false, "/lib/ld.so")).Add("/lib/ld.so", other), "/lib/ld.so"),
        })
        {
            using (guest)
            {
                Assert.Equal(
                    [$"warning HV0044: '{path}' of the root file system of guest 'guest0' must be a program for 32-bit ARM, as the "
                        + $"guest's kernel is, but is one for {name}. Build it for 32-bit ARM."],
                    guest.Build());
            }
        }
    }

    [Fact]
    public void ReportsAProgramForOtherProcessorsWithoutItsLoader()
    {
        byte[] other = KernelBytes.Elf(62, is64Bit: true, "/lib64/ld-linux-x86-64.so.2");
        using GuestBuild guest = new GuestBuild().Add("/init", other).Add("/bin/tool", other);
        Assert.StartsWith("warning HV0044: '/init' ", Assert.Single(guest.Build()), StringComparison.Ordinal);
        guest.Add("/init", Script).Add("/bin/sh", s_program).Add("/bin/another", other);
        Assert.Equal(
            ["warning HV0044: '/bin/another' of the root file system of guest 'guest0' must be a program for 32-bit ARM, as the guest's "
                + "kernel is, but is one for x86-64; the same holds for '/bin/tool'. Build it for 32-bit ARM."],
            guest.Build());
    }

    [Fact]
    public void TakesA32BitProgramOnA64BitKernel()
    {
        using GuestBuild guest = new GuestBuild { Tree = GuestBoards.Of("arm,cortex-a53", ""), Kernel = KernelBytes.Arm64Image }
            .Add("/init", s_program);
        Assert.Empty(guest.Build());
    }

    [Theory]
    [InlineData("archive", false)]
    [InlineData("archive.gz", true)]
    public void ReadsArchivesThatAreReady(string name, bool isCompressed)
    {
        using GuestBuild source = new GuestBuild()
            .Add("/init", "#!/bin/sh\r\n").Add("/bin/sh", KernelBytes.Elf(62, is64Bit: true)).With("KernelArguments", "rdinit=/bin/sh");
        source.Build();
        byte[] archive = File.ReadAllBytes(source["bin/rootfs.img"]);
        using GuestBuild guest = new GuestBuild().With("RootFileSystem", name);
        File.WriteAllBytes(guest[name], isCompressed ? KernelBytes.Gzip(archive) : archive);
        string[] found = guest.Build();
        Assert.Equal(2, found.Length);
        Assert.StartsWith("warning HV0044: '/bin/sh' ", found[0], StringComparison.Ordinal);
        Assert.StartsWith("warning HV0042: The first line of script '/init' must", found[1], StringComparison.Ordinal);

        // What the project adds is unpacked over the archive.
        guest.Add("/init", Script);
        Assert.StartsWith("warning HV0044: '/bin/sh' ", Assert.Single(guest.Build()), StringComparison.Ordinal);
        guest.Add("/bin/sh", s_program);
        Assert.Empty(guest.Build());
    }

    [Fact]
    public void SaysNothingIsAbsentWhereItDoesNotSeeEverything()
    {
        using GuestBuild guest = new GuestBuild().With("RootFileSystem", "root.xz").Add("/bin/a", "#!/usr/bin/perl\n");
        File.WriteAllBytes(guest["root.xz"], [0xFD, .. "7zXZ\0"u8, .. new byte[100]]);
        Assert.Empty(guest.Build());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    public void RefusesWhatDoesNotFitIntoTheMemory(string compression)
    {
        using GuestBuild guest = new GuestBuild { Compression = compression }
            .Add("/init", s_program).Add("/data", new byte[3 << 20]).With("Memory", "3M");
        string message = Assert.Single(guest.Build());
        long archive = new FileInfo(guest["bin/rootfs.img"]).Length;
        Assert.Equal(
            "error HV0040: The memory of guest 'guest0' must hold its kernel (4096 bytes), its root file system "
            + $"({archive} bytes) and what Linux unpacks of that ({(3 << 20) + 4096} bytes), but has only {3 << 20} bytes. "
            + "Raise Memory, or make the root file system smaller.",
            message);

        // Another size of the memory makes no archive again.
        Assert.Equal([message], guest.Build());
        Assert.False(guest.HasPacked);
        guest.With("Memory", "8M");
        Assert.Empty(guest.Build());
        Assert.False(guest.HasPacked);
    }

    [Fact]
    public void CountsTheNamesOfOneFileOnce()
    {
        using GuestBuild guest = new GuestBuild { Compression = "gzip" }
            .Add("/init", s_program).Add("/data", new byte[2 << 20]).With("Memory", "3M");
        guest.Links.Add(new("/again", new Dictionary<string, string> { ["LinkTarget"] = "/data", ["Hard"] = "true" }));
        Assert.Empty(guest.Build());
    }

    [Fact]
    public void ReportsAgainWhatARecordKeepsAndReadsNothing()
    {
        using GuestBuild guest = new GuestBuild().Add("/init", "#!/bin/sh\r\n").Add("/bin/sh", s_program);
        string[] first = guest.Build();
        Assert.Single(first);
        Assert.True(guest.HasPacked);
        Assert.Equal(first, guest.Build());
        Assert.False(guest.HasPacked);
    }

    [Fact]
    public void ChecksAgainWhenTheKernelStartsAnotherProgram()
    {
        using GuestBuild guest = new GuestBuild().Add("/init", s_program);
        Assert.Empty(guest.Build());
        guest.With("KernelArguments", "rdinit=/other");
        Assert.StartsWith("warning HV0041: Linux starts '/other' ", Assert.Single(guest.Build()), StringComparison.Ordinal);
        Assert.True(guest.HasPacked);
    }

    [Fact]
    public void MakesNoArchiveAgainForOtherArguments()
    {
        using GuestBuild guest = new GuestBuild().Add("/init", s_program).With("KernelArguments", "quiet rdinit=\"/init\"");
        Assert.Empty(guest.Build());
        guest.With("KernelArguments", "rdinit=/init debug console=ttyAMA0");
        Assert.Empty(guest.Build());
        Assert.False(guest.HasPacked);
    }

    [Fact]
    public void LeavesTheFirstProgramOfOtherKernelsAlone()
    {
        using GuestBuild guest = new GuestBuild { Kernel = [0x10, 0x9F, 0xE5, .. new byte[97]] }.Add("/data", "x");
        Assert.Empty(guest.Build());
    }
}

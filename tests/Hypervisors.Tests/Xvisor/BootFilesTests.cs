using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Trees;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Tests.Xvisor;

public class BootFilesTests
{
    private const string Folder = "/images/arm32/vexpress-a9";

    private static GuestPlan Plan(string devices = "*; !uart3", string arguments = "", ulong mebibytes = 96, uint cpus = 1) =>
        SampleBoard.Read().PlanOne(Builds.Guest(devices) with
        {
            KernelArguments = arguments,
            Memory = ByteSize.FromMebibytes(mebibytes),
            Cpus = (int)cpus,
        });

    private static string[] Listing(BootFileSet boot) =>
        [.. boot.Files.Select(static file => file.Text is null ? $"{file.TargetPath} <- {file.Guest} {file.Kind}" : file.TargetPath)];

    [Fact]
    public void AProgramWithoutAnOperatingSystemStandsWhereTheGuestStarts()
    {
        BootFileSet boot = Builds.Boot(Plan().WithFiles(kernel: 7_968));
        Assert.Empty(boot.Diagnostics);
        Assert.Equal(
            [
                "/boot.xscript",
                "/system/banner.txt",
                "/images/arm32/vexpress-a9-guest.dtb <- guest0 ConfigTree",
                $"{Folder}/firmware.bin <- guest0 Kernel",
                $"{Folder}/vexpress-v2p-ca9.dtb <- guest0 OperatingSystemTree", $"{Folder}/nor_flash.list",
            ],
            Listing(boot));
        Assert.Equal("0x40000000 ./firmware.bin\n0x417f0000 ./vexpress-v2p-ca9.dtb\n", boot.TextOf($"{Folder}/nor_flash.list"));
    }

    [Fact]
    public void TheScriptCreatesLoadsAndStartsTheGuestAndShowsItsConsole()
    {
        GuestPlan plan = Plan(cpus: 2);
        Assert.Equal(
            $"# guest0: 96 MiB of RAM, {plan.Devices.Length} devices\n"
            + "vfs guest_fdt_load guest0 /images/arm32/vexpress-a9-guest.dtb 2\n"
            + "guest create guest0\n"
            + "vfs guest_load_list guest0 /images/arm32/vexpress-a9/nor_flash.list\n"
            + "guest kick guest0\n"
            + "vserial bind guest0/uart0\n",
            Builds.Boot(plan.WithFiles(kernel: 7_968)).TextOf("/boot.xscript"));
    }

    [Fact]
    public void TheConsoleIsTheBoardsOrElseTheGuestsFirstSerialPort()
    {
        Assert.EndsWith("\nvserial bind guest0/uart1\n", Script("flash0; uart1; uart2"), StringComparison.Ordinal);
        Assert.EndsWith("\nguest kick guest0\n", Script("flash0"), StringComparison.Ordinal);

        static string Script(string devices) => Builds.Boot(Plan(devices).WithFiles(kernel: 100)).TextOf("/boot.xscript");
    }

    [Fact]
    public void AGuestThatIsNotStartedIsOnlyLoaded() => Assert.EndsWith(
        "/nor_flash.list\n",
        Builds.Boot(Plan().WithFiles(kernel: 100, autoStart: false)).TextOf("/boot.xscript"),
        StringComparison.Ordinal);

    [Fact]
    public void LinuxIsCopiedToRamAndStartedByTheFirmware()
    {
        BootFileSet boot = Builds.Boot(Plan(arguments: "console=ttyAMA0 quiet").WithFiles(106_296, 9_589_024, 12_001, 171_563));
        Assert.Empty(boot.Diagnostics);
        Assert.Equal(
            [
                "/boot.xscript",
                "/system/banner.txt",
                "/images/arm32/vexpress-a9-guest.dtb <- guest0 ConfigTree",
                $"{Folder}/firmware.bin <- guest0 Firmware",
                $"{Folder}/cmdlist",
                $"{Folder}/Image <- guest0 Kernel", $"{Folder}/vexpress-v2p-ca9.dtb <- guest0 OperatingSystemTree",
                $"{Folder}/rootfs.img <- guest0 RootFileSystem", $"{Folder}/nor_flash.list",
            ],
            Listing(boot));
        Assert.Equal(
            "0x40000000 ./firmware.bin\n0x400ff000 ./cmdlist\n0x40100000 ./Image\n0x417f0000 ./vexpress-v2p-ca9.dtb\n0x41800000 "
            + "./rootfs.img\n",
            boot.TextOf($"{Folder}/nor_flash.list"));
        Assert.Equal(
            "copy 0x60008000 0x40100000 0x925120\n"
            + "copy 0x62000000 0x417f0000 0x2ee4\n"
            + "copy 0x62100000 0x41800000 0x29e2c\n"
            + "linux_cmdline console=ttyAMA0 quiet\n"
            + "start_linux_fdt 0x60008000 0x62000000 0x62100000 0x29e2b\n\0",
            boot.TextOf($"{Folder}/cmdlist"));
    }

    [Fact]
    public void LinuxWithoutARootFileSystemOrArgumentsNeedsFewerCommands() => Assert.Equal(
        "copy 0x60008000 0x40100000 0x400000\ncopy 0x62000000 0x417f0000 0x2ee0\nstart_linux_fdt 0x60008000 0x62000000\n\0",
        Builds.Boot(Plan().WithFiles(106_296, 4 << 20, 12_000)).TextOf($"{Folder}/cmdlist"));

    [Fact]
    public void TwoGuestsHaveAFolderEach()
    {
        Board board = SampleBoard.Read();
        PartitionPlan plan = board.Plan(
            Builds.Guest("flash0; uart0; rtc", "left"),
            Builds.Guest("flash0; uart1", "right").With("flash0", DeviceAccess.Emulated));
        Assert.Empty(plan.Diagnostics);
        BootFileSet boot = Builds.Boot(plan.Guests[0].WithFiles(kernel: 1000), plan.Guests[1].WithFiles(106_296, 8_000_000));
        Assert.Empty(boot.Diagnostics);
        Assert.Equal(
            $"# left: 96 MiB of RAM, {plan.Guests[0].Devices.Length} devices\n"
            + "vfs guest_fdt_load left /images/arm32/vexpress-a9-left.dtb 1\n"
            + "guest create left\n"
            + "vfs guest_load_list left /images/arm32/vexpress-a9/left/nor_flash.list\n"
            + $"# right: 96 MiB of RAM, {plan.Guests[1].Devices.Length} devices\n"
            + "vfs guest_fdt_load right /images/arm32/vexpress-a9-right.dtb 1\n"
            + "guest create right\n"
            + "vfs guest_load_list right /images/arm32/vexpress-a9/right/nor_flash.list\n"
            + "guest kick left\n"
            + "guest kick right\n"
            + "vserial bind left/uart0\n",
            boot.TextOf("/boot.xscript"));
        Assert.Equal("0x40000000 ./firmware.bin\n0x417f0000 ./vexpress-v2p-ca9.dtb\n", boot.TextOf($"{Folder}/left/nor_flash.list"));
        Assert.Contains($"{Folder}/right/cmdlist", boot.Files.Select(static file => file.TargetPath));
        Assert.Equal(boot.Files.Select(static file => file.TargetPath).Distinct(), boot.Files.Select(static file => file.TargetPath));
    }

    [Fact]
    public void ALargeKernelPushesTheTreeAndTheRootFileSystemOn()
    {
        BootFileSet boot = Builds.Boot(Plan().WithFiles(106_296, 24 << 20, 12_000, 1 << 20));
        Assert.Empty(boot.Diagnostics);
        Assert.Equal(
            "0x40000000 ./firmware.bin\n0x400ff000 ./cmdlist\n0x40100000 ./Image\n0x41900000 ./vexpress-v2p-ca9.dtb\n0x41910000 "
            + "./rootfs.img\n",
            boot.TextOf($"{Folder}/nor_flash.list"));
        Assert.Contains("copy 0x63100000 0x41900000 0x2ee0\n", boot.TextOf($"{Folder}/cmdlist"), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatDoesNotFitIntoTheFlashIsReportedWithItsEnd() => Assert.Equal(
        ["HV5020: The files of guest 'guest0' do not fit into its flash: 'rootfs.img' ends at 33 MiB and the flash has 32 MiB. "
            + "Make the kernel or the root file system smaller."],
        Builds.Boot(Plan().WithFiles(106_296, 8 << 20, 12_000, 9 << 20)).Diagnostics.Messages());

    [Theory]
    [InlineData(0xF_F000UL, 0)]
    [InlineData(0xF_F001UL, 1)]
    public void AFirmwareEndsBeforeItsCommands(ulong length, int faults) => Assert.Equal(
        Enumerable.Repeat("HV5021: The firmware of guest 'guest0' is 1044481 bytes long and must end before its command list, "
            + "1044480 bytes into the flash. "
            + "Use a smaller firmware.", faults),
        Builds.Boot(Plan().WithFiles(length, 8 << 20)).Diagnostics.Messages());

    [Fact]
    public void AProgramWithoutAFirmwareMayBeAsLargeAsTheFlash()
    {
        Assert.Empty(Builds.Boot(Plan().WithFiles(kernel: 31 << 20)).Diagnostics);
        Assert.Equal(
            ["HV5020", "HV5020"],
            Builds.Boot(Plan().WithFiles(kernel: (32 << 20) + 1)).Diagnostics.Select(static fault => fault.Code));
    }

    [Fact]
    public void WhatDoesNotFitIntoRamIsReportedWithWhatItTakes() => Assert.Equal(
        [
            "HV5022: Memory of guest 'guest0' cannot hold its kernel, tree and root file system, "
            + "which take 35 MiB with the gaps between them. Raise Memory.",
        ],
        Builds.Boot(Plan(mebibytes: 34).WithFiles(106_296, 8 << 20, 12_000, 2 << 20)).Diagnostics.Messages());

    [Fact]
    public void ArgumentsThatTheFirmwareCannotReadAreReported() => Assert.Equal(
        [
            "HV5023: KernelArguments of guest 'guest0' have 1001 characters in 1 words, and Xvisor's firmware takes 1000 in 31. "
            + "Shorten them.",
        ],
        Builds.Boot(Plan(arguments: new string('x', 1001)).WithFiles(106_296, 8 << 20)).Diagnostics.Messages());

    [Fact]
    public void MoreWordsThanTheFirmwareTakesAreReported() => Assert.Equal(
        ["HV5023: KernelArguments of guest 'guest0' have 63 characters in 32 words, and Xvisor's firmware takes 1000 in 31. Shorten them."],
        Builds.Boot(Plan(arguments: string.Join(' ', Enumerable.Repeat("x", 32))).WithFiles(106_296, 8 << 20)).Diagnostics.Messages());

    [Fact]
    public void AFileNameWithABlankIsReported() => Assert.Equal(
        ["HV5026: A file of guest 'guest0' would be '/images/arm32/vexpress-a9/my board.dtb' on the image, "
            + "and Xvisor splits its commands at blanks. "
            + "Rename the board's tree, or set the property BoardName to a name without blanks."],
        Builds.Boot(Plan().WithFiles(kernel: 100) with { OperatingSystemTreeName = "my board.dtb" }).Diagnostics.Messages());

    [Fact]
    public void AGuestWithoutAKernelHasNothingToRun() => Assert.Equal(
        ["HV5024: Guest 'guest0' has neither a Kernel nor a Firmware, so there is nothing to run. Set its metadatum Kernel."],
        Builds.Boot(Plan().WithFiles()).Diagnostics.Messages());

    [Fact]
    public void ABoardWithoutFlashHasNowhereToLoadFiles()
    {
        Board board = Source.Board(Source.TextWith("").Replace("\"cfi-flash\"", "\"acme,flash\"", StringComparison.Ordinal));

        BootFileSet boot = Builds.Boot(board.Plan(Builds.Guest()).Guests[0].WithFiles(kernel: 100));

        Assert.Equal(["HV5011"], boot.Diagnostics.Select(static fault => fault.Code));
    }

    [Fact]
    public void ATreeThatXvisorCannotReadIsReported()
    {
        GuestFiles guest = Plan().WithFiles(kernel: 100);
        Assert.Empty(Builds.Boot(guest with { Lengths = guest.Lengths.SetItem(GuestFileKind.ConfigTree, 32 << 10) }).Diagnostics);
        Assert.Equal(
            [
                "HV5015: The Xvisor tree of guest 'guest0' is 32769 bytes long, and Xvisor reads at most 32768. "
                + "Give the guest fewer devices.",
            ],
            Builds.Boot(guest with { Lengths = guest.Lengths.SetItem(GuestFileKind.ConfigTree, (32 << 10) + 1) }).Diagnostics.Messages());
    }

    [Theory]
    [InlineData(4055, 0)]
    [InlineData(4056, 1)]
    public void TheListOfFilesStaysBelow4096Bytes(int nameLength, int faults)
    {
        GuestFiles guest = Plan().WithFiles(kernel: 100) with { OperatingSystemTreeName = new string('n', nameLength) };
        Assert.Equal(
            Enumerable.Repeat("HV5025: The list of files to load for guest 'guest0' is 4096 bytes long and Xvisor reads 4095. "
                + "Give the board's tree a shorter file name.", faults),
            Builds.Boot(guest).Diagnostics.Where(static fault => fault.Code == "HV5025").Messages());
    }

    [Fact]
    public void EveryTextEndsItsLinesWithALineFeedAlone()
    {
        BootFileSet boot = Builds.Boot(Plan(arguments: "quiet").WithFiles(106_296, 8 << 20, 12_000, 1 << 20));
        foreach (BootFile file in boot.Files.Where(static file => file.Text is not null))
        {
            string text = file.TargetPath.EndsWith("/cmdlist", StringComparison.Ordinal) ? file.Text![..^1] : file.Text!;
            Assert.EndsWith("\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\n\n", text, StringComparison.Ordinal);
            Assert.All(text, static letter => Assert.True(letter is '\n' or (>= ' ' and <= '~'), $"character {(int)letter}"));
        }

        Assert.EndsWith("\n\0", boot.TextOf($"{Folder}/cmdlist"), StringComparison.Ordinal);
    }
}

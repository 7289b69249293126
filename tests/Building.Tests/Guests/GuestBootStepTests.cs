namespace Partition.Building.Tests.Guests;

/// <summary>What a build finds in a guest's kernel, its arguments and its tree.</summary>
public class GuestBootStepTests
{
    private const string Pc = """
        aliases { serial0 = &uart0; };
        uart0: serial@9000000 { compatible = "ns16550a"; reg = <0x9000000 0x1000>; };
        """;

    public static TheoryData<string, byte[], string> OtherArchitectures => new()
    {
        { "arm,cortex-a9", KernelBytes.Arm64Image, "one for 32-bit ARM, as the guest's CPUs are, but is one for 64-bit ARM" },
        { "arm,cortex-a53", KernelBytes.BzImage64, "one for 64-bit ARM, as the guest's CPUs are, but is one for x86-64" },
        { "arm,armv8", KernelBytes.UImage(3), "one for 64-bit ARM, as the guest's CPUs are, but is one for 32-bit x86" },
        {
            "arm,cortex-a7",
            KernelBytes.Gzip(KernelBytes.Arm64Image),
            "one for 32-bit ARM, as the guest's CPUs are, but is one for 64-bit ARM"
        },
        { "riscv", KernelBytes.ZImage, "one for RISC-V, as the guest's CPUs are, but is one for 32-bit ARM" },
    };

    [Theory]
    [MemberData(nameof(OtherArchitectures))]
    public void RefusesAKernelForOtherProcessors(string processor, byte[] kernel, string found)
    {
        using var guest = new GuestBuild { Tree = GuestBoards.Of(processor, ""), Kernel = kernel };
        string message = Assert.Single(guest.Build());
        Assert.StartsWith($"error HV0045: The kernel of guest 'guest0' must be {found}. Name a kernel", message, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> FittingArchitectures => new()
    {
        { "arm,cortex-a9", KernelBytes.ZImage },
        { "arm,cortex-a53", KernelBytes.Arm64Image },
        { "arm,cortex-a53", KernelBytes.ZImage }, // Xen starts it so.
        { "acme,fast", KernelBytes.BzImage64 },
        { "arm,cortex-a9", [0x10, 0x9F, 0xE5, 0xFE, 0xFF, 0xFF, 0xEA, 0] },
    };

    [Theory]
    [MemberData(nameof(FittingArchitectures))]
    public void TakesAKernelThatFitsOrIsNotKnown(string processor, byte[] kernel)
    {
        using var guest = new GuestBuild { Tree = GuestBoards.Of(processor, ""), Kernel = kernel };
        Assert.Empty(guest.Build());
    }

    [Theory]
    [InlineData("console=ttyAMA0")]
    [InlineData("console=ttyAMA0,115200n8 console=ttyAMA2 quiet")]
    [InlineData("console=tty0 console=ttyUSB0 console=ttynull")]
    [InlineData("earlycon=pl011,0x9000000 earlycon=pl011,mmio32,0x9002000 earlycon")]
    [InlineData("root=\"/dev/x console=ttyS0\"")]
    [InlineData("quiet -- console=ttyS0")]
    public void TakesConsolesThatTheTreeHas(string arguments)
    {
        using GuestBuild guest = new GuestBuild().With("KernelArguments", arguments);
        Assert.Empty(guest.Build());
    }

    [Theory]
    [InlineData("console=ttyS0,115200")]
    [InlineData("console=ttyPS0")]
    [InlineData("console=ttymxc0")]
    [InlineData("console=ttyAMA1")]
    [InlineData("console=hvc0")]
    public void WarnsOfAConsoleThatTheTreeLacks(string argument)
    {
        using GuestBuild guest = new GuestBuild().With("KernelArguments", $"quiet {argument}");
        Assert.Equal(
            [$"warning HV0046: '{argument}' in the kernel arguments of guest 'guest0' must name a serial port of its device tree, "
                + $"but '{argument["console=".Length..].Split(',')[0]}' is not one; "
                + "the tree has ttyAMA0 (/serial@9000000), ttyAMA2 (/serial@9002000). Name one of these, "
                + "or give the guest the port in Devices."],
            guest.Build());
    }

    [Fact]
    public void WarnsOfArgumentsInTheTreeItself()
    {
        using var guest = new GuestBuild { Tree = GuestBoards.Of("arm,cortex-a9", """chosen { bootargs = "console=ttyS1"; };""") };
        Assert.Equal(
            ["warning HV0046: 'console=ttyS1' in the kernel arguments of guest 'guest0' must name a serial port of its device tree, "
                + "but 'ttyS1' is not one; the tree has no serial port. Give the guest one in Devices, or remove the argument."],
            guest.Build());
    }

    [Theory]
    [InlineData(Pc, "console=ttyS3")] // The numbers of this driver are not certain.
    [InlineData("serial@0 { compatible = \"acme,fast-uart\"; };", "console=ttyS0")]
    [InlineData("virtio@0 { compatible = \"virtio,mmio\"; };", "console=hvc0")]
    [InlineData("pcie@0 { compatible = \"acme,pcie\"; };", "console=ttyS0")]
    [InlineData("serial@0 { compatible = \"arm,pl011\"; };", "console=ttyAMA0")]
    public void SaysNothingOfAConsoleThatMayBe(string nodes, string arguments)
    {
        using GuestBuild guest = new GuestBuild { Tree = GuestBoards.Of("arm,cortex-a9", nodes) }.With("KernelArguments", arguments);
        Assert.Empty(guest.Build());
    }

    [Theory]
    [InlineData(Pc, "console=ttyAMA0")]
    [InlineData("serial@0 { compatible = \"arm,pl011\"; };", "console=ttyAMA1")] // Without aliases they are counted.
    [InlineData("serial@0 { compatible = \"arm,pl011\"; status = \"disabled\"; };", "console=ttyAMA0")]
    [InlineData("bus { status = \"disabled\"; serial@0 { compatible = \"arm,pl011\"; }; };", "console=ttyAMA0")]
    [InlineData(Pc, "earlycon=uart8250,mmio32,0x9001000")]
    public void WarnsOfAConsoleThatCertainlyIsNot(string nodes, string arguments)
    {
        using GuestBuild guest = new GuestBuild { Tree = GuestBoards.Of("arm,cortex-a9", nodes) }.With("KernelArguments", arguments);
        Assert.StartsWith("warning HV0046: ", Assert.Single(guest.Build()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Xen", 0)]
    [InlineData("Xvisor", 1)]
    public void KnowsTheConsoleOfXen(string hypervisor, int warnings)
    {
        using GuestBuild guest = new GuestBuild { Hypervisor = hypervisor }.With("KernelArguments", "console=hvc0");
        Assert.Equal(warnings, guest.Build().Length);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("console=tty0", 0)]
    [InlineData("console=tty0 earlycon", 1)]
    public void WarnsOfAStandardConsoleThatTheTreeLacks(string arguments, int warnings)
    {
        using GuestBuild guest = new GuestBuild
        {
            Tree = GuestBoards.Of("arm,cortex-a9", """chosen { stdout-path = "serial0:115200"; };"""),
        }.With("KernelArguments", arguments);
        Assert.Equal(
            Enumerable.Repeat(
                "warning HV0046: 'stdout-path' in the device tree of guest 'guest0' must name a node of this tree, but 'serial0' is not "
                + "one. Correct it, or name the console with console= in KernelArguments.",
                warnings),
            guest.Build());
    }

    [Theory]
    [InlineData("arm,armv8-timer")]
    [InlineData("arm,cortex-a9-twd-timer")]
    [InlineData("arm,sp804")]
    [InlineData("cdns,ttc")]
    [InlineData("samsung,exynos4210-mct")]
    [InlineData("atmel,at91rm9200-st")]
    [InlineData("samsung,s3c2410-pwm")]
    public void TakesEveryTimerOfLinux(string timer)
    {
        using var guest = new GuestBuild { Tree = GuestBoards.Bare("arm,cortex-a9", $$"""clock { compatible = "{{timer}}"; };""") };
        Assert.Empty(guest.Build());
    }

    [Theory]
    [InlineData("")]
    [InlineData("timer { compatible = \"arm,armv7-timer\"; status = \"disabled\"; };")]
    [InlineData("gpio { compatible = \"st,nothing\"; };")]
    public void WarnsOfALinuxWithoutATimer(string nodes)
    {
        using var guest = new GuestBuild { Tree = GuestBoards.Bare("arm,cortex-a9", nodes) };
        Assert.Equal(
            ["warning HV0047: The device tree of guest 'guest0' must have a timer for Linux, but has none, so the guest would stop early "
                + "in its boot. Give the guest the board's timer in Devices, or add its node, such as one with "
                + "compatible = \"arm,armv7-timer\", to the tree."],
            guest.Build());
    }

    [Fact]
    public void SaysNothingOfAGuestThatIsNotKnownToBeLinux()
    {
        using GuestBuild guest = new GuestBuild
        {
            Kernel = KernelBytes.Elf(40, is64Bit: false),
            Tree = GuestBoards.Bare("acme,cpu", ""),
        }.With("KernelArguments", "console=ttyS0");
        guest.Kernel[0] = 0; // Raw bytes.
        Assert.Empty(guest.Build());
    }

    [Fact]
    public void ReportsAgainWhatARecordKeeps()
    {
        using GuestBuild guest = new GuestBuild().With("KernelArguments", "console=ttyS0");
        string[] first = guest.Build();
        Assert.Single(first);
        Assert.Equal(first, guest.Build());
        guest.With("KernelArguments", "console=ttyAMA0");
        Assert.Empty(guest.Build());
    }
}

using System.Collections.Immutable;
using Partition.DeviceTree.Model;

namespace Partition.Hypervisors.Xvisor;

/// <summary>The emulators of Xvisor v0.3.0.</summary>
/// <remarks>
/// Types and names are those of the tables at the end of each file below <c>emulators</c>; what is required is what its probe function
/// gives up without.
/// </remarks>
internal static class EmulatorTable
{
    private const string KeyboardAndMouse = "arm,pl050";

    private static readonly (string Name, int Cells) s_interrupt = ("interrupts", 1);
    private static readonly (string Name, int Cells) s_parent = ("parent_irq", 1);

    // The lines of the display multiplexer lie above the interrupt controller's own 1020, where nothing else is.
    private static readonly Emulator s_systemRegisters = new("sys", "")
    {
        HostCompatibles = ["arm,vexpress-sysreg"],
        Required = [("mux_in_irq", 2), ("mux_out_irq", 1)],
        Extra = [("mux_in_irq", PropertyValue.FromCells(1200, 1201)), ("mux_out_irq", PropertyValue.FromCells(1202))],
    };

    private static readonly Emulator s_keyboard = Plain(
        "input",
        "primecell,arm,pl050,keyboard") with { HostCompatibles = [KeyboardAndMouse] };
    private static readonly Emulator s_mouse = Plain("input", "primecell,arm,pl050,mouse") with { HostCompatibles = [KeyboardAndMouse] };

    /// <summary>What stands in the place of a device that no emulator imitates.</summary>
    public static Emulator Stub { get; } = new("misc", "zero");

    /// <summary>The processor's private registers on a Cortex-A9: snoop control, interrupt controller and private timers.</summary>
    public static Emulator PrivateRegion { get; } = new("misc", "arm,a9mpcore")
    {
        HostCompatibles = ["arm,cortex-a9-scu"],
        Required = [("timer_irq", 2), s_parent],
        Extra = [("timer_irq", PropertyValue.FromCells(29, 30)), ("parent_irq", PropertyValue.FromCells(6))],
    };

    /// <summary>The distributor of the interrupt controller where the hardware virtualizes one.</summary>
    public static Emulator VirtualDistributor { get; } = new("pic", "arm,vgic,dist") { Required = [s_parent], NeedsVirtualization = true };

    /// <summary>The interface of such a controller to the CPU, which Xvisor maps to the hardware's virtual one.</summary>
    public static Emulator VirtualInterface { get; } = new("pic", "arm,vgic,cpu") { NeedsVirtualization = true };

    /// <summary>Hardware that is given to a guest.</summary>
    public static Emulator Passthrough { get; } = new("pt", "platform");

    /// <summary>All of them.</summary>
    public static ImmutableArray<Emulator> All { get; } =
    [
        Serial("primecell,arm,pl011", "arm,pl011"),
        Serial("primecell,luminary,pl011", "luminary,pl011"),
        Uart("ns16550a", "ns16550a", "ns16550"), Uart("ns16550d", "ns16550d"), Uart("8250", "ns8250"),
        Plain("serial", "fsl,imx1-uart", "fsl,imx1-uart"),
        Plain("serial", "fsl,imx21-uart", "fsl,imx21-uart"),
        Plain("serial", "fsl,imx6q-uart", "fsl,imx6q-uart"),
        Plain("timer", "primecell,sp804", "arm,sp804"),
        Plain("timer", "fsl,imx6q-gpt", "fsl,imx6q-gpt") with { TakenOver = [("clock-frequency", "clock-frequency")] },
        new("timer", "hpet") { Required = [("id", 1), ("num_timers", 1)] },
        new("pit", "i8253,i8254") { Required = [s_interrupt] },
        Plain("watchdog", "primecell,sp805", "arm,sp805"),
        Plain("rtc", "primecell,pl031", "arm,pl031"),
        Plain("rtc", "google,goldfish-rtc", "google,goldfish-rtc"),
        Plain("rtc", "motorola,mc146818", "motorola,mc146818"),
        Controller("arm11mpcore,gic"),
        Controller("realview,gic"),
        Controller("vexpress,gic"),
        Controller("vexpress-v2,gic"),
        Controller("virt,gic"),
        new("pic", "versatilepb,pl190"),
        new("pic", "i8259a"),
        new("pic", "lapic") { Required = [("base_irq", 1), ("num_irq", 1)] },
        Controller("sifive,plic0"),
        VirtualDistributor, VirtualInterface,
        s_systemRegisters with { Compatible = "versatilepb,arm926", HostCompatibles = [] },
        s_systemRegisters with { Compatible = "realview,eb-mpcore", HostCompatibles = [] },
        s_systemRegisters with { Compatible = "realview,pb-a8", HostCompatibles = [] },
        s_systemRegisters with { Compatible = "vexpress,a9" }, s_systemRegisters with { Compatible = "vexpress,a15" },
        new("sys", "primecell,sp810") { HostCompatibles = ["arm,sp810"] }, new("sys", "vminfo-0.1"),
        Stub, PrivateRegion, new("misc", "arm,arm11mpcore") { Required = [("timer_irq", 2), s_parent] }, new("misc", "fwcfg"),
        Of("misc", "fsl,imx6q-anatop"), Of("misc", "fsl,imx6q-ccm"), Of("misc", "fsl,imx6q-dma-apbh"),
        new("cache", "corelink,l2c-210") { HostCompatibles = ["arm,l210-cache"] },
        new("cache", "corelink,l2c-220") { HostCompatibles = ["arm,l220-cache"] },
        new("cache", "corelink,l2c-310") { HostCompatibles = ["arm,pl310-cache"] },
        Plain("display", "primecell,pl111", "arm,pl111"),
        Plain("display", "primecell,pl110", "arm,pl110"),
        Plain("display", "primecell,pl110,versatile"),
        new("display", "simplefb-0.1") { Required = [("match_fbdev", 0), ("base", 1)] },
        s_keyboard, s_mouse, new("input", "i8042,keyboard,mouse") { Required = [("interrupts", 2)] },
        Network("smsc,lan9118", "smsc,lan9118"), Network("smsc,smc91c111", "smsc,lan91c111"),
        new("gpio", "primecell,pl061") { Required = [s_interrupt, ("gpio_in_invert", 8), ("gpio_in_irq", 8), ("gpio_out_irq", 8)] },
        new("gpio-slave", "gpio-forward"), new("gpio-slave", "gpio-power") { Required = [("in_irq", 1), ("sample_type", 0)] },
        Plain("spi", "primecell,arm,pl022", "arm,pl022"),
        new("pci-host-controller", "pci-host-cam-generic"),
        new("pci-host-controller", "pci-host-ecam-generic"),
        new("pci-host-controller", "i440fx"),
        new("psm", "xpsm"), new("psm", "xpsm,bar"), Passthrough,
        new("virtio", "virtio,mmio") { Required = [("virtio_type", 1), s_interrupt] },
        new("virtio", "virtio,pci") { Required = [("virtio_type", 1), s_interrupt] },
        new("virtio", "virtio,pci,bar"),
    ];

    /// <summary>Finds the emulator for a device.</summary>
    /// <param name="compatible">The device's <c>compatible</c> strings.</param>
    /// <param name="ordinal">How many devices with the same first string come before it on the board: of the two PL050s the first is the
    /// keyboard.</param>
    /// <param name="systemRegisters">The emulator of the machine's system registers.</param>
    /// <returns>The emulator, or <see langword="null"/>.</returns>
    public static Emulator? Find(ImmutableArray<string> compatible, int ordinal, string systemRegisters = "vexpress,a9") =>
        compatible.Contains(KeyboardAndMouse) ? ordinal == 0 ? s_keyboard : s_mouse
        : All.FirstOrDefault(emulator => emulator.HostCompatibles.Any(compatible.Contains)
            && emulator != PrivateRegion
            && (!emulator.HostCompatibles.SequenceEqual(s_systemRegisters.HostCompatibles) || emulator.Compatible == systemRegisters));

    /// <summary>Finds the emulator that a tree calls for.</summary>
    /// <returns>The emulator, or <see langword="null"/>, as Xvisor would find none.</returns>
    public static Emulator? FindByName(string deviceType, ImmutableArray<string> compatible) =>
        All.FirstOrDefault(emulator => emulator.DeviceType == deviceType && compatible.Contains(emulator.Compatible));

    private static Emulator Plain(string type, string compatible, params ImmutableArray<string> hosts) =>
        new(type, compatible) { HostCompatibles = hosts, Required = [s_interrupt] };

    private static Emulator Of(string type, string compatible) => new(type, compatible) { HostCompatibles = [compatible] };

    private static Emulator Serial(string compatible, string host) => new("serial", compatible)
    {
        HostCompatibles = [host],
        Required = [s_interrupt, ("fifo_size", 1)],
        Extra = [("fifo_size", PropertyValue.FromCells(1024))],
    };

    private static Emulator Uart(string compatible, params ImmutableArray<string> hosts) => Plain("serial", compatible, hosts) with
    {
        TakenOver = [("reg_shift", "reg-shift"), ("reg_io_width", "reg-io-width")],
    };

    private static Emulator Network(string compatible, string host) => Plain("nic", compatible, host) with
    {
        Extra = [("switch", PropertyValue.FromStrings(VirtioDevices.DefaultSwitch))],
    };

    private static Emulator Controller(string compatible) => new("pic", compatible) { Required = [s_parent] };
}

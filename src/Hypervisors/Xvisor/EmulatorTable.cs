using System.Collections.Immutable;
using Partition.DeviceTree;

namespace Partition.Hypervisors.Xvisor;

/// <summary>The emulators of Xvisor v0.3.0 that stand for devices of ARM boards.</summary>
internal static class EmulatorTable
{
    private const string KeyboardAndMouse = "arm,pl050";

    private static readonly ImmutableArray<Emulator> s_emulators =
    [
        new("arm,pl011", "serial", "primecell,arm,pl011", [("fifo_size", PropertyValue.FromCells(1024))]),
        new("arm,sp804", "timer", "primecell,sp804", []),
        new("arm,sp805", "watchdog", "primecell,sp805", []),
        new("arm,pl031", "rtc", "primecell,pl031", []),
        new("arm,pl111", "display", "primecell,pl111", []),
        new("arm,pl110", "display", "primecell,pl110", []),
        new("arm,sp810", "sys", "primecell,sp810", []),
        new("arm,pl310-cache", "cache", "corelink,l2c-310", []),
        new("smsc,lan9118", "nic", "smsc,lan9118", [("switch", PropertyValue.FromStrings("br0"))]),

        // The lines of the display multiplexer lie above the interrupt controller's own 1020, where nothing else is.
        new("arm,vexpress-sysreg", "sys", "vexpress,a9",
            [("mux_in_irq", PropertyValue.FromCells(1200, 1201)), ("mux_out_irq", PropertyValue.FromCells(1202))]),
    ];

    private static readonly Emulator s_keyboard = new(KeyboardAndMouse, "input", "primecell,arm,pl050,keyboard", []);
    private static readonly Emulator s_mouse = new(KeyboardAndMouse, "input", "primecell,arm,pl050,mouse", []);

    /// <summary>What stands in the place of a device that no emulator imitates.</summary>
    public static Emulator Stub { get; } = new("", "misc", "zero", []);

    /// <summary>Finds the emulator for a device.</summary>
    /// <param name="compatible">The device's <c>compatible</c> strings.</param>
    /// <param name="ordinal">How many devices with the same first string come before it on the board: of the two PL050s the first is the keyboard.</param>
    /// <returns>The emulator, or <see langword="null"/>.</returns>
    public static Emulator? Find(ImmutableArray<string> compatible, int ordinal) => compatible.Contains(KeyboardAndMouse)
        ? ordinal == 0 ? s_keyboard : s_mouse
        : s_emulators.FirstOrDefault(emulator => compatible.Contains(emulator.HostCompatible));
}

namespace Partition.Hypervisors.Tests.Xvisor.Machine;

/// <summary>
/// The emulators of Xvisor v0.3.0, once more: type, name, and the properties without which their probe functions give up.
/// </summary>
internal static class EmulatorList
{
    private const string Text = """
        serial primecell,arm,pl011 interrupts fifo_size
        serial primecell,luminary,pl011 interrupts fifo_size
        serial ns16550a interrupts
        serial ns16550d interrupts
        serial 8250 interrupts
        serial fsl,imx1-uart interrupts
        serial fsl,imx21-uart interrupts
        serial fsl,imx6q-uart interrupts
        timer primecell,sp804 interrupts
        timer fsl,imx6q-gpt interrupts
        watchdog primecell,sp805 interrupts
        rtc primecell,pl031 interrupts
        rtc google,goldfish-rtc interrupts
        rtc motorola,mc146818 interrupts
        pic arm,vgic,dist parent_irq
        pic arm,vgic,cpu
        sys vexpress,a9 mux_in_irq mux_out_irq
        sys vexpress,a15 mux_in_irq mux_out_irq
        sys primecell,sp810
        sys vminfo-0.1
        misc zero
        misc arm,a9mpcore timer_irq parent_irq
        misc fsl,imx6q-anatop
        misc fsl,imx6q-ccm
        misc fsl,imx6q-dma-apbh
        cache corelink,l2c-210
        cache corelink,l2c-220
        cache corelink,l2c-310
        display primecell,pl110 interrupts
        display primecell,pl111 interrupts
        input primecell,arm,pl050,keyboard interrupts
        input primecell,arm,pl050,mouse interrupts
        nic smsc,lan9118 interrupts
        nic smsc,smc91c111 interrupts
        spi primecell,arm,pl022 interrupts
        pt platform
        virtio virtio,mmio virtio_type interrupts
        """;

    private static readonly Dictionary<(string Type, string Name), string[]> s_required = Text.Split('\n')
        .Select(static line => line.Split(' ')).ToDictionary(static words => (words[0], words[1]), static words => words[2..]);

    /// <summary>What an emulator needs, or <see langword="null"/> when there is none.</summary>
    public static string[]? Find(string type, string name) => s_required.GetValueOrDefault((type, name));
}

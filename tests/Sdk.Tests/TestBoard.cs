namespace Partition.Sdk.Tests;

/// <summary>A small board: a Cortex-A9 with memory, flash and four serial ports, in two files.</summary>
internal static class TestBoard
{
    public const string Source = """
        /dts-v1/;
        #include "board.dtsi"
        / {
            model = "test board";
            compatible = "test,board";
            #address-cells = <1>;
            #size-cells = <1>;
            interrupt-parent = <&gic>;
            chosen { stdout-path = &uart0; };
            aliases { serial0 = &uart0; serial3 = &uart3; };
            cpus {
                #address-cells = <1>;
                #size-cells = <0>;
                cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a9"; reg = <0>; };
            };
            memory@60000000 { device_type = "memory"; reg = <0x60000000 0x20000000>; };
            flash: flash@40000000 { compatible = "cfi-flash"; reg = <0x40000000 0x4000000>; bank-width = <4>; };
            scu: scu@1e000000 { compatible = "arm,cortex-a9-scu"; reg = <0x1e000000 0x58>; };
            gic: interrupt-controller@1e001000 {
                compatible = "arm,cortex-a9-gic";
                #interrupt-cells = <3>;
                interrupt-controller;
                reg = <0x1e001000 0x1000>, <0x1e000100 0x100>;
            };
            uart0: serial@10009000 { UART(0x10009000, 5) };
            uart1: serial@1000a000 { UART(0x1000a000, 6) };
            uart2: serial@1000b000 { UART(0x1000b000, 7) };
            uart3: serial@1000c000 { UART(0x1000c000, 8) };
        };
        """;

    public const string Include = """
        #define UART(address, number) \
            compatible = "arm,pl011", "arm,primecell"; \
            reg = <address 0x1000>; \
            interrupts = <0 number 4>; \
            clocks = <&clock>, <&clock>; \
            clock-names = "uartclk", "apb_pclk";
        / {
            clock: clock { compatible = "fixed-clock"; #clock-cells = <0>; clock-frequency = <24000000>; };
        };
        """;

    /// <summary>The bare-metal guest of the sample, an ELF file for 32-bit ARM.</summary>
    public static byte[] Kernel { get; } = File.ReadAllBytes(Path.Combine(
        Repository.Root,
        "samples",
        "vexpress-a9",
        "payload",
        "payload.elf"));
}

namespace Partition.Building.Tests.Guests;

/// <summary>Trees of guests.</summary>
internal static class GuestBoards
{
    /// <summary>32 bits, a timer, and two ports of a PL011, the second of which has no alias that is in use.</summary>
    public static string Arm { get; } = Of("arm,cortex-a15", """
        aliases { serial0 = &uart0; serial2 = &uart2; };
        uart0: serial@9000000 { compatible = "arm,pl011", "arm,primecell"; reg = <0x9000000 0x1000>; };
        uart2: serial@9002000 { compatible = "arm,pl011", "arm,primecell"; reg = <0x9002000 0x1000>; };
        """);

    /// <summary>A tree with a timer.</summary>
    public static string Of(string processor, string nodes) => Bare(processor, $$"""
        timer { compatible = "arm,armv7-timer"; };
        {{nodes}}
        """);

    /// <summary>A tree with CPUs, and nothing else but what is given.</summary>
    public static string Bare(string processor, string nodes) => $$"""
        /dts-v1/;
        / {
            #address-cells = <1>;
            #size-cells = <1>;
            cpus {
                #address-cells = <1>;
                #size-cells = <0>;
                cpu@0 { device_type = "cpu"; compatible = "{{processor}}"; reg = <0>; };
            };
            {{nodes}}
        };
        """;
}

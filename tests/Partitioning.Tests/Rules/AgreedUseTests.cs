using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;

namespace Partition.Partitioning.Tests.Rules;

/// <summary>Two devices in one page, or on one line, are no finding when both guests use both of them by agreement.</summary>
public class AgreedUseTests
{
    private const string Nodes = """
        uart0: serial@8000 { reg = <0x8000 0x1000>; clocks = <&ccu>; pinctrl-0 = <&pio>; };
        uart1: serial@9000 { reg = <0x9000 0x1000>; clocks = <&ccu>; pinctrl-0 = <&pio>; };
        ccu: clock@a000 { reg = <0xa000 0x400>; interrupts = <0 7 4>; };
        pio: pinctrl@a800 { reg = <0xa800 0x400>; interrupts = <0 7 4>; };
        """;

    [Theory]
    [InlineData("ccu; pio", "ccu; pio", new string[0])]
    [InlineData("ccu; pio", "ccu", new[] { "HV2033", "HV2034" })]
    [InlineData("", "", new[] { "HV2031", "HV2031", "HV2033", "HV2034" })]
    public void WhatBothShareIsAgreed(string ofFirst, string ofSecond, string[] codes) => Assert.Equal(codes, Source.BoardWith(Nodes)
        .Plan(Guest("uart0", "left", ofFirst), Guest("uart1", "right", ofSecond)).Diagnostics
        .Select(static diagnostic => diagnostic.Code)
        .Order(StringComparer.Ordinal));

    [Fact]
    public void ANeighbourThatOneGuestAloneHasIsAFinding() => Assert.Equal(["HV2034"], Source.BoardWith(Nodes + """
        timer: timer@ac00 { reg = <0xac00 0x100>; };
        """)
        .Plan(Guest("uart0; timer", "left", "ccu; pio"), Guest("uart1", "right", "ccu; pio")).Diagnostics
        .Select(static diagnostic => diagnostic.Code)
        .Distinct());

    private static GuestRequest Guest(string devices, string name, string shared) => shared
        .Split("; ", StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(Planning.Guest(devices, name), static (guest, device) => guest.With(device, DeviceAccess.Shared));
}

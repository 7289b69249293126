using System.Collections.Immutable;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Tests.Boards;

public class DmaTranslationTests
{
    [Theory]
    [InlineData("", "", null)]
    [InlineData("dma-ranges;", "dma-ranges;", null)]
    [InlineData("dma-ranges = <0xc0000000 0x80000000 0x1000>;", "", "[0x80000000..0x80001000)")]
    [InlineData("", "dma-ranges = <0 0x80000000 0x1000>, <0x4000 0x90000000 0x2000>;", "[0x80000000..0x80001000) [0x90000000..0x90002000)")]
    [InlineData("dma-ranges = <0x10000000 0x80000000 0x1000>;", "dma-ranges = <0 0x10000000 0x3000>;", "[0x80000000..0x80001000)")]
    [InlineData("dma-ranges = <0x10000000 0x80000000 0x1000>;", "dma-ranges = <0 0x10000800 0x1000>;", "[0x80000800..0x80001000)")]
    [InlineData("dma-ranges = <0 0 0x1000>;", "dma-ranges = <0 0x10000000 0x1000>;", "")]
    public void WhatEveryBusPassesOnIsReached(string outer, string inner, string? expected)
    {
        Board board = Source.BoardWith($$"""
            outer { #address-cells = <1>; #size-cells = <1>; ranges; {{outer}}
                inner { #address-cells = <1>; #size-cells = <1>; ranges; {{inner}} d: dma@9000 { reg = <0x9000 0x1000>; }; }; };
            """);
        ImmutableArray<AddressRange>? reach = DmaTranslation.ReachOf(board.FindByReference("d")!);
        Assert.Equal(expected, reach is { } ranges ? string.Join(' ', ranges) : null);
    }
}

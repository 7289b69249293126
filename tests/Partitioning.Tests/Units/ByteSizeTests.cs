using Partition.Partitioning.Units;

namespace Partition.Partitioning.Tests.Units;

public class ByteSizeTests
{
    [Theory]
    [InlineData("0", 0UL)]
    [InlineData("1", 1UL)]
    [InlineData("1k", 1024UL)]
    [InlineData("96M", 96UL << 20)]
    [InlineData("96 M", 96UL << 20)]
    [InlineData(" 96M\n", 96UL << 20)]
    [InlineData("2G", 2UL << 30)]
    [InlineData("0x6000000", 96UL << 20)]
    [InlineData("0X60m", 96UL << 20)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("0xffffffffffffffff", ulong.MaxValue)]
    [InlineData("17179869183G", ulong.MaxValue - ((1UL << 30) - 1))]
    public void ANumberWithAnOptionalUnitIsASize(string text, ulong bytes)
    {
        Assert.True(ByteSize.TryParse(text, out ByteSize size));
        Assert.Equal(bytes, size.Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("M")]
    [InlineData("0x")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.5G")]
    [InlineData("1,000")]
    [InlineData("96MB")]
    [InlineData("96MiB")]
    [InlineData("abc")]
    [InlineData("0x-1")]
    [InlineData("18446744073709551616")]
    [InlineData("17179869184G")]
    [InlineData("0x10000000000000000")]
    public void WhatIsNoNumberOrDoesNotFitIsNoSize(string text)
    {
        Assert.False(ByteSize.TryParse(text, out ByteSize size));
        Assert.Equal(default, size);
    }

    [Theory]
    [InlineData(0UL, "0 bytes")]
    [InlineData(100UL, "100 bytes")]
    [InlineData(1024UL, "1 KiB")]
    [InlineData(1536UL, "1536 bytes")]
    [InlineData(96UL << 20, "96 MiB")]
    [InlineData(1UL << 30, "1 GiB")]
    [InlineData(ulong.MaxValue, "18446744073709551615 bytes")]
    public void ASizeIsWrittenInTheLargestUnitThatDividesIt(ulong bytes, string text) =>
        Assert.Equal(text, new ByteSize(bytes).ToString());

    [Fact]
    public void SizesCompareByTheirBytes()
    {
        var small = new ByteSize(1);
        var large = new ByteSize(ulong.MaxValue);
        Assert.True(small < large && large > small && small <= large && large >= small);
        Assert.False(small > large || large < small || small >= large || large <= small);
        Assert.True(small.CompareTo(large) < 0);
    }

    [Fact]
    public void MebibytesBeyond64BitsAreACallersMistake()
    {
        Assert.Equal(96UL << 20, ByteSize.FromMebibytes(96).Bytes);
        Assert.Throws<OverflowException>(() => ByteSize.FromMebibytes(1UL << 44));
    }
}

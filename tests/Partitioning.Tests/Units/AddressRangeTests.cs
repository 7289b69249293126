using Partition.Partitioning.Units;

namespace Partition.Partitioning.Tests.Units;

public class AddressRangeTests
{
    private static readonly AddressRange s_page = new(0x1000, 0x1000);
    private static readonly AddressRange s_lastPage = new(0xffff_ffff_ffff_f000, 0x1000);

    [Theory]
    [InlineData(0x0fff, false)]
    [InlineData(0x1000, true)]
    [InlineData(0x1fff, true)]
    [InlineData(0x2000, false)]
    public void ARangeHoldsItsFirstByteAndNotTheOneBehindIt(ulong address, bool isInside) =>
        Assert.Equal(isInside, s_page.Contains(address));

    [Theory]
    [InlineData(0x1000, 0x1000, true)]
    [InlineData(0x1ffc, 4, true)]
    [InlineData(0x1ffc, 5, false)]
    [InlineData(0x0fff, 2, false)]
    [InlineData(0x1000, 0, false)]
    [InlineData(0x1800, ulong.MaxValue, false)]
    [InlineData(0x1800, ulong.MaxValue - 0x100, false)]
    public void ARangeHoldsAnotherWhollyOrNotAtAll(ulong start, ulong size, bool isInside) =>
        Assert.Equal(isInside, s_page.Contains(new AddressRange(start, size)));

    [Theory]
    [InlineData(0x0000, 0x1000, false)]
    [InlineData(0x0000, 0x1001, true)]
    [InlineData(0x1fff, 1, true)]
    [InlineData(0x2000, 1, false)]
    [InlineData(0x0000, ulong.MaxValue, true)]
    [InlineData(0x1800, 0, false)]
    public void RangesOverlapWhenTheyShareAByte(ulong start, ulong size, bool isShared)
    {
        var other = new AddressRange(start, size);
        Assert.Equal(isShared, s_page.Overlaps(other));
        Assert.Equal(isShared, other.Overlaps(s_page));
    }

    [Fact]
    public void ARangeMayEndAtTheEndOfTheAddressSpace()
    {
        Assert.Equal(ulong.MaxValue, s_lastPage.Last);
        Assert.True(s_lastPage.Contains(ulong.MaxValue));
        Assert.False(s_lastPage.Contains(0UL));
        Assert.Equal("[0xfffffffffffff000..0x10000000000000000)", s_lastPage.ToString());
        Assert.Equal(s_lastPage, new AddressRange(0xffff_ffff_ffff_f800, 0x800).RoundOutTo(0x1000));
    }

    [Theory]
    [InlineData(0x1000, 0x1000, 0x1000, 0x1000)]
    [InlineData(0x1234, 1, 0x1000, 0x1000)]
    [InlineData(0x1fff, 2, 0x1000, 0x2000)]
    public void RoundingTakesInWholePages(ulong start, ulong size, ulong roundedStart, ulong roundedSize) =>
        Assert.Equal(new AddressRange(roundedStart, roundedSize), new AddressRange(start, size).RoundOutTo(0x1000));

    [Fact]
    public void ARangeIsWrittenHalfOpen() => Assert.Equal("[0x00001000..0x00002000)", s_page.ToString());
}

using Partition.Partitioning.Units;

namespace Partition.Partitioning.Tests.Units;

/// <summary>The index finds what looking at each range finds, in the same order.</summary>
public class RangeIndexTests
{
    [Fact]
    public void FindsWhatALookAtEachRangeFinds()
    {
        var random = new Random(14);
        for (int round = 0; round < 200; round++)
        {
            AddressRange[] ranges = [.. Enumerable.Range(0, random.Next(12)).Select(_ => NextRange(random))];
            var index = new RangeIndex<int>(ranges.Select(static (range, i) => (range, i)));
            for (int i = 0; i < 20; i++)
            {
                AddressRange wanted = NextRange(random);
                int[] expected = [.. Enumerable.Range(0, ranges.Length).Where(n => ranges[n].Overlaps(wanted))];
                Assert.Equal(expected, index.FindOverlaps(wanted));
                Assert.Equal(expected.Length > 0, index.Overlaps(wanted));
            }
        }
    }

    /// <summary>Small ranges at both ends of the address space, some of them empty.</summary>
    private static AddressRange NextRange(Random random)
    {
        ulong size = (ulong)random.Next(8);
        ulong start = (ulong)random.Next(24);
        return new(random.Next(2) == 0 ? start : ulong.MaxValue - 32 + start, size);
    }
}

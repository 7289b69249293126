using System.Text;
using Partition.DeviceTree.Blob;

namespace Partition.DeviceTree.Tests.Blob;

public class StringBlockTests
{
    /// <summary>A block above the size from which it is indexed has each name where the search of all its bytes finds it first.</summary>
    [Fact]
    public void ALargeBlockHasEachNameAtTheLowestPlace()
    {
        var random = new Random(7);
        var block = new StringBlock("first\0second\0"u8);
        byte[] expected = [.. "first\0second\0"u8];
        for (int i = 0; i < 8_000; i++)
        {
            string name = new([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => (char)('a' + random.Next(3)))]);
            byte[] text = Encoding.Latin1.GetBytes(name + "\0");
            int offset = expected.AsSpan().IndexOf(text);
            if (offset < 0)
            {
                offset = expected.Length;
                expected = [.. expected, .. text];
            }

            Assert.Equal(offset, block.Add(name));
        }

        Assert.True(expected.Length > 128 << 10);
        Assert.Equal(expected, block.Bytes.ToArray());
        Assert.Equal(2, block.Add("rst"));
        Assert.Equal(5, block.Add(""));
    }
}

using System.Buffers.Binary;

namespace Partition.Images.Tests.Support;

/// <summary>Breaks bytes in many ways, always the same for one seed.</summary>
internal static class Mutations
{
    private static readonly uint[] Edges = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF];

    // What a broken length makes a reader ask for shows here long before it fills the machine.
    private const long MaxBytes = 192 << 20;

    /// <summary>Calls the action with broken copies; it must neither throw nor take long nor much memory.</summary>
    /// <param name="interesting">Where headers lie; most changes fall there. None for everywhere.</param>
    public static void Run(byte[] good, int count, int seed, Action<MemoryStream> action, params Range[] interesting)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = Break(good, random, interesting);
            try
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                action(new MemoryStream(bytes));
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxBytes);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"Mutation {i} of seed {seed}: {exception}");
            }
        }
    }

    private static byte[] Break(byte[] good, Random random, Range[] interesting)
    {
        byte[] bytes = [.. good];
        for (int change = random.Next(1, 5); change > 0; change--)
        {
            (int start, int length) = interesting.Length > 0 && random.Next(8) > 0
                ? interesting[random.Next(interesting.Length)].GetOffsetAndLength(bytes.Length)
                : (0, bytes.Length);
            if (length < 4)
            {
                continue;
            }

            int at = start + random.Next(length - 3);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at & ~3), Edges[random.Next(Edges.Length)]);
                    break;
                case 3:
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at & ~1), (ushort)Edges[random.Next(Edges.Length)]);
                    break;
                default:
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at & ~3), (uint)random.Next(2 * bytes.Length));
                    break;
            }
        }

        return random.Next(10) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }
}

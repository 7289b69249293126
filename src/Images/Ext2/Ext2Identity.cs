using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Partition.Images.Ext2;

/// <summary>Derives a volume's identity from its plan, so that two builds of one plan agree and two plans differ.</summary>
/// <remarks>A UUID of version 8 (RFC 9562, section 5.8), from SHA-256. Contents do not take part, because they are read only while
/// the image is being written; their lengths do. An identity of zero is not possible: e2fsck would write one into the image.</remarks>
internal static class Ext2Identity
{
    public static Guid Derive(List<Ext2Node> nodes, Ext2Options options, long blockCount)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, options.Label);
        Append(hash, options.BlockSize, blockCount, options.Timestamp);
        foreach (Ext2Node node in nodes)
        {
            Append(hash, node.Entry.Path);
            Append(hash, node.Entry.LinkTarget);
            Append(hash, (long)node.Entry.Kind, node.Entry.Mode, node.Entry.UserId, node.Entry.GroupId, node.Time, node.Size,
                node.LinkCount, node.Entry.DeviceMajor, node.Entry.DeviceMinor);
        }

        byte[] uuid = hash.GetHashAndReset()[..16];
        uuid[6] = (byte)((uuid[6] & 0x0F) | 0x80); // the version
        uuid[8] = (byte)((uuid[8] & 0x3F) | 0x80); // the variant
        return new(uuid, bigEndian: true);
    }

    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, params ReadOnlySpan<long> numbers)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (long number in numbers)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            hash.AppendData(bytes);
        }
    }
}

using System.Buffers.Binary;
using System.Collections.Immutable;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;

namespace Partition.Building.Trees;

/// <summary>A file of device tree blobs: vendors put those of several boards into one, of which a boot loader chooses.</summary>
internal static class BlobFile
{
    private const uint Magic = 0xd00d_feed; // Devicetree Specification v0.4, section 5.2.
    private const int SizeAt = 4;

    /// <summary>Reads the <c>compatible</c> of each tree in a file; of one tree alone, or none, when there are no more.</summary>
    public static ImmutableArray<string> ReadBoards(ReadOnlySpan<byte> file)
    {
        ImmutableArray<string>.Builder boards = ImmutableArray.CreateBuilder<string>();
        while (FindTree(file) is int start && start >= 0)
        {
            file = file[start..];
            uint size = BinaryPrimitives.ReadUInt32BigEndian(file[SizeAt..]);
            if (size <= SizeAt || size > file.Length || DeviceTreeBlob.Read(file[..(int)size]).Document is not { } tree)
            {
                break;
            }

            boards.Add(
                tree.Root.TryGetValue("compatible", out PropertyValue? value) && value.TryReadStrings(out ImmutableArray<string> names)
                    ? names[0]
                    : "(no compatible)");
            file = file[(int)size..];
        }

        return boards.ToImmutable();
    }

    /// <summary>Where the next tree begins, after zeros that fill a page; -1 when something else comes.</summary>
    private static int FindTree(ReadOnlySpan<byte> file)
    {
        int start = file.IndexOfAnyExcept((byte)0);
        return start >= 0 && file.Length - start > 2 * SizeAt && BinaryPrimitives.ReadUInt32BigEndian(file[start..]) == Magic ? start : -1;
    }
}

using System.Numerics;
using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Blob;

/// <summary>Writes and reads device tree blobs (DTB): Devicetree Specification v0.4, chapter 5.</summary>
public static class DeviceTreeBlob
{
    /// <summary>Writes a tree as a DTB. The same tree gives the same bytes, and they are dtc's.</summary>
    /// <param name="document">The tree. Names are written in Latin-1, which for the names that are allowed is ASCII.</param>
    /// <param name="options">Room to spare; <see langword="null"/> for none.</param>
    /// <returns>The whole blob, header included.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="document"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, the alignment is no power of two, or there is no such
    /// version.</exception>
    public static byte[] Write(DeviceTreeDocument document, BlobOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new BlobWriter(Checked(options)).Write(document);
    }

    /// <summary>
    /// Writes a DTB as source for an assembler (<c>dtc -O asm</c>): its bytes, and its labels and those of its parts as global symbols.
    /// </summary>
    /// <param name="document">The tree.</param>
    /// <param name="writer">Takes the text; it is neither flushed nor closed.</param>
    /// <param name="options">What the blob gets beside the tree; <see langword="null"/> for the default.</param>
    /// <exception cref="ArgumentNullException"><paramref name="document"/> or <paramref name="writer"/> is
    /// <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option has a value that it cannot have.</exception>
    public static void WriteAssembly(DeviceTreeDocument document, TextWriter writer, BlobOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(writer);
        new AssemblyWriter(writer).Write(document, Checked(options));
    }

    /// <summary>Reads a DTB of any version from 1 to 17, whatever its bytes are: a fault is a diagnostic, never an exception.</summary>
    /// <remarks>
    /// What the older versions have beside the tree is not kept: the full paths, and properties <c>name</c> that repeat them.
    /// </remarks>
    /// <param name="blob">The blob; bytes behind its total size are ignored.</param>
    /// <returns>The tree without labels and types, or what is wrong.</returns>
    public static BlobReadResult Read(ReadOnlySpan<byte> blob)
    {
        var reader = new BlobReader(blob);
        DeviceTreeDocument? document = reader.Read();
        return new(reader.Fault is null ? document : null, reader.Fault is null ? [] : [reader.Fault]);
    }

    private static BlobOptions Checked(BlobOptions? options)
    {
        options ??= BlobOptions.Default;
        ArgumentOutOfRangeException.ThrowIfNegative(options.MinimumSize, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Padding, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.ReserveEntries, nameof(options));
        if (options.Alignment < 1 || !BitOperations.IsPow2(options.Alignment))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Alignment, "The alignment must be a power of two.");
        }

        return BlobLayout.WrittenVersions.Contains(options.Version)
            ? options
            : throw new ArgumentOutOfRangeException(nameof(options), options.Version, "The version must be 1, 2, 3, 16 or 17.");
    }
}

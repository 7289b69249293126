using System.Globalization;
using System.IO.Compression;
using System.Text;
using Partition.Building.Files;
using Partition.Images.Files;

namespace Partition.Building.FileSystems.Roots;

/// <summary>Reads a finished root file system: newc archives one after the other, each as it is or compressed with gzip.</summary>
/// <remarks>
/// Linux, init/initramfs.c. It reads from the beginning to the end, so that nothing need be unpacked, and takes what it does not
/// understand as a sign that it did not see everything.
/// </remarks>
internal sealed class RootReader(GuestRoot root, CancellationToken cancellation)
{
    private const int HeaderLength = 110;
    private const int FieldLength = 8;
    private const int FirstField = 6;
    private const int MaxNameLength = 4096;
    private const int BufferLength = 1 << 16;
    private const uint KindMask = 0xF000;

    /// <summary>More entries than any root file system has: a compressed file may claim any number.</summary>
    private const int MaxEntries = 2_000_000;

    private readonly byte[] _buffer = new byte[BufferLength];
    private int _entries;

    /// <summary>Reads a part of the file that Linux is given.</summary>
    /// <param name="file">The file.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="end">Where it ends.</param>
    public void Read(Stream file, long start, long end)
    {
        Span<byte> magic = stackalloc byte[2];
        for (long at = start; (at = SkipZeros(file, at, end)) < end;)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = new FilePart(file, at, end - at); // It is not disposed, since that would dispose of the file.
            part.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
            part.Position = 0;
            bool isCompressed = magic is [0x1F, 0x8B];
            if (isCompressed ? !ReadCompressed(part) : !ReadArchive(new(part)))
            {
                root.IsComplete = false;
                return;
            }

            at = isCompressed ? end : at + part.Position;
        }
    }

    private long SkipZeros(Stream file, long at, long end)
    {
        for (file.Position = at; at < end;)
        {
            ReadOnlySpan<byte> part = _buffer.AsSpan(0, file.Read(_buffer.AsSpan(0, (int)Math.Min(BufferLength, end - at))));
            int first = part.IndexOfAnyExcept((byte)0);
            if (first >= 0 || part.IsEmpty)
            {
                return part.IsEmpty ? end : at + first;
            }

            at += part.Length;
        }

        return end;
    }

    // What follows a gzip file is not found, unless it is another gzip file.
    private bool ReadCompressed(FilePart part)
    {
        using var plain = new GZipStream(part, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            var archive = new ForwardStream(plain);
            while (ReadArchive(archive))
            {
                if (!archive.SkipZeros())
                {
                    return GzipEnd.EndsWith(part, (uint)archive.Position);
                }
            }
        }
        catch (InvalidDataException)
        {
            // A damaged one is reported where its form is looked at.
        }

        return false;
    }

    /// <summary>Reads one archive with its trailer.</summary>
    /// <returns>Whether it is one.</returns>
    private bool ReadArchive(ForwardStream archive)
    {
        var files = new Dictionary<(uint, uint, uint), RootContent>();
        Span<uint> fields = stackalloc uint[(HeaderLength - FirstField) / FieldLength];
        while (TryReadFields(archive, fields) && TryReadName(archive, fields[11]) is { } name)
        {
            cancellation.ThrowIfCancellationRequested();
            uint length = fields[6];
            if (name == "TRAILER!!!")
            {
                return archive.Skip(length) && archive.Align();
            }

            if (++_entries > MaxEntries || !TryReadEntry(archive, name, fields, files))
            {
                return false;
            }
        }

        return false;
    }

    private bool TryReadEntry(
        ForwardStream archive, string name, ReadOnlySpan<uint> fields, Dictionary<(uint, uint, uint), RootContent> files)
    {
        (uint mode, uint length) = (fields[1], fields[6]);
        FileEntryKind kind = UnixMode.KindOf((int)(mode & 0xFFFF)) ?? FileEntryKind.Socket;
        var node = new RootNode(kind, (int)(mode & ~KindMask));
        bool isLink = kind == FileEntryKind.SymbolicLink;
        bool wantsHead = isLink || node.IsProgram;
        byte[] head = wantsHead ? new byte[Math.Min(length, isLink ? MaxNameLength : RootContent.HeadLength)] : [];
        if (!archive.TryRead(head) || !archive.Skip(length - head.Length) || !archive.Align())
        {
            return false;
        }

        if (kind == FileEntryKind.RegularFile)
        {
            RootContent content = ContentOf(fields, files);
            if (length > 0)
            {
                (content.Length, content.Head) = (length, head);
            }

            node = node with { Content = content };
        }

        root.Add(name, isLink ? node with { LinkTarget = Encoding.UTF8.GetString(head).TrimEnd('\0') } : node);
        return true;
    }

    // Of the names of one file, any has the content.
    private static RootContent ContentOf(ReadOnlySpan<uint> fields, Dictionary<(uint, uint, uint), RootContent> files)
    {
        var content = new RootContent();
        if (fields[4] > 1 && !files.TryAdd((fields[0], fields[7], fields[8]), content))
        {
            content = files[(fields[0], fields[7], fields[8])];
        }

        return content;
    }

    private static bool TryReadFields(ForwardStream archive, Span<uint> fields)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        if (!archive.TryRead(header) || !(header.StartsWith("070701"u8) || header.StartsWith("070702"u8)))
        {
            return false;
        }

        for (int i = 0; i < fields.Length; i++)
        {
            ReadOnlySpan<byte> digits = header.Slice(FirstField + i * FieldLength, FieldLength);
            if (!uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out fields[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static string? TryReadName(ForwardStream archive, uint length)
    {
        byte[] name = new byte[length is > 0 and <= MaxNameLength ? length : 0];
        return name.Length > 0 && archive.TryRead(name) && archive.Align() ? Encoding.UTF8.GetString(name).TrimEnd('\0') : null;
    }

    /// <summary>Reads a stream forwards, and knows where it is.</summary>
    private sealed class ForwardStream(Stream stream)
    {
        private readonly byte[] _skipped = new byte[BufferLength];
        private byte[] _ahead = [];

        public long Position { get; private set; }

        public bool TryRead(Span<byte> bytes)
        {
            int known = Math.Min(_ahead.Length, bytes.Length);
            _ahead.AsSpan(0, known).CopyTo(bytes);
            _ahead = _ahead[known..];
            int read = known + stream.ReadAtLeast(bytes[known..], bytes.Length - known, throwOnEndOfStream: false);
            Position += read;
            return read == bytes.Length;
        }

        public bool Skip(long length)
        {
            if (stream.CanSeek)
            {
                stream.Position += length;
                Position += length;
                return stream.Position <= stream.Length;
            }

            for (; length > 0; length -= Math.Min(length, _skipped.Length))
            {
                if (!TryRead(_skipped.AsSpan(0, (int)Math.Min(length, _skipped.Length))))
                {
                    return false;
                }
            }

            return true;
        }

        public bool Align() => Skip(-Position & 3);

        /// <summary>Skips zeros.</summary>
        /// <returns>Whether something follows them.</returns>
        public bool SkipZeros()
        {
            Span<byte> one = stackalloc byte[1];
            while (TryRead(one))
            {
                if (one[0] != 0)
                {
                    _ahead = [one[0]];
                    Position--;
                    return true;
                }
            }

            return false;
        }
    }
}

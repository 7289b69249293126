using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Partition.Images.Diagnostics;
using Partition.Images.Files;

namespace Partition.Images.Cpio;

/// <summary>Reads the records of a newc archive ("070701" or "070702"), and of those that follow it with nothing but zeros between,
/// as Linux unpacks them. Made for hostile input.</summary>
public static class CpioReader
{
    private const int BufferLength = 64 << 10;

    /// <summary>Lists the records of an archive; contents are passed over, but for those whose sum is in the archive.</summary>
    /// <param name="archive">Readable and seekable; read from its beginning. It stays open.</param>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public static CpioReadResult Read(Stream archive)
    {
        ArgumentNullException.ThrowIfNull(archive);
        if (!archive.CanSeek)
        {
            throw new ArgumentException("The stream must be seekable.", nameof(archive));
        }

        var entries = ImmutableArray.CreateBuilder<CpioEntry>();
        var diagnostics = new DiagnosticBag();
        byte[] header = new byte[CpioLayout.HeaderSize];
        int number = 0;
        for (long offset = 0; ReadRecord(archive, offset, header, diagnostics) is { } entry;)
        {
            offset = entry.ContentOffset + entry.Size;
            offset += CpioLayout.Pad(offset, 4);
            if (!entry.Name.Equals("TRAILER!!!", StringComparison.Ordinal))
            {
                entries.Add(entry with { Archive = number });
            }
            else if (FindNext(archive, offset, diagnostics) is { } next)
            {
                offset = next;
                number++;
            }
            else
            {
                break;
            }
        }

        return new(entries.ToImmutable(), diagnostics.ToImmutable());
    }

    // Linux, init/initramfs.c: zeros between archives are skipped, and an archive begins at a multiple of four.
    private static long? FindNext(Stream archive, long offset, DiagnosticBag diagnostics)
    {
        byte[] buffer = new byte[BufferLength];
        for (; offset < archive.Length; offset += buffer.Length)
        {
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, archive.Length - offset));
            archive.TryReadAt(offset, part);
            int first = part.IndexOfAnyExcept((byte)0);
            if (first >= 0)
            {
                long next = (offset + first) / 4 * 4;
                Span<byte> magic = stackalloc byte[6];
                bool isArchive = archive.TryReadAt(next, magic) && CpioLayout.StartsRecord(magic);
                if (!isArchive)
                {
                    diagnostics.Add(CpioDiagnostics.SomethingElse(next));
                }

                return isArchive ? next : null;
            }
        }

        return null;
    }

    private static CpioEntry? ReadRecord(Stream archive, long offset, byte[] header, DiagnosticBag diagnostics)
    {
        if (offset >= archive.Length)
        {
            diagnostics.Add(CpioDiagnostics.NoTrailer(archive.Length));
            return null;
        }

        int available = (int)Math.Min(header.Length, archive.Length - offset);
        archive.TryReadAt(offset, header.AsSpan(0, available));
        if (available < 6 || !CpioLayout.StartsRecord(header))
        {
            diagnostics.Add(CpioDiagnostics.BadMagic(offset));
            return null;
        }

        if (available < header.Length)
        {
            diagnostics.Add(CpioDiagnostics.ArchiveTruncated("the record", offset, archive.Length));
            return null;
        }

        return ReadFields(header, offset, diagnostics) is { } fields
            ? ReadName(archive, offset, header.AsSpan(0, 6), fields, diagnostics)
            : null;
    }

    private static uint[]? ReadFields(byte[] header, long offset, DiagnosticBag diagnostics)
    {
        uint[] fields = new uint[FieldNames.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            int at = CpioLayout.Inode + i * CpioLayout.FieldSize;
            ReadOnlySpan<byte> digits = header.AsSpan(at, CpioLayout.FieldSize);
            if (!uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out fields[i]))
            {
                diagnostics.Add(CpioDiagnostics.BadField(FieldNames[i], offset + at));
                return null;
            }
        }

        return fields;
    }

    private static CpioEntry? ReadName(Stream archive, long offset, ReadOnlySpan<byte> magic, uint[] fields, DiagnosticBag diagnostics)
    {
        uint nameSize = Field(fields, CpioLayout.NameSize);
        if (nameSize is 0 or > CpioLayout.MaxNameSize)
        {
            diagnostics.Add(CpioDiagnostics.BadName(offset, nameSize));
            return null;
        }

        byte[] name = new byte[nameSize];
        long content = offset + CpioLayout.HeaderSize + nameSize;
        content += CpioLayout.Pad(content, 4);
        uint size = Field(fields, CpioLayout.FileSize);
        if (!archive.TryReadAt(offset + CpioLayout.HeaderSize, name) || content + size > archive.Length)
        {
            diagnostics.Add(CpioDiagnostics.ArchiveTruncated("the record", offset, archive.Length));
            return null;
        }

        if (Array.IndexOf(name, (byte)0) != name.Length - 1)
        {
            diagnostics.Add(CpioDiagnostics.BadName(offset, nameSize));
            return null;
        }

        CpioEntry entry = MakeEntry(Encoding.UTF8.GetString(name.AsSpan(0, name.Length - 1)), content, fields);
        bool hasSum = magic.SequenceEqual(CpioLayout.MagicWithChecksum)
            && UnixMode.KindOf((int)entry.Mode) == FileEntryKind.RegularFile
            && size > 0;
        if (hasSum && SumOf(archive, content, size) is var sum && sum != Field(fields, CpioLayout.Check))
        {
            diagnostics.Add(CpioDiagnostics.BadChecksum(entry.Name, Field(fields, CpioLayout.Check), sum));
            return null;
        }

        return entry;
    }

    private static uint SumOf(Stream archive, long offset, uint size)
    {
        byte[] buffer = new byte[BufferLength];
        uint sum = 0;
        for (long left = size; left > 0;)
        {
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, left));
            archive.TryReadAt(offset + size - left, part);
            sum += CpioLayout.SumOf(part);
            left -= part.Length;
        }

        return sum;
    }

    private static CpioEntry MakeEntry(string name, long content, uint[] fields) => new()
    {
        Name = name,
        ContentOffset = content,
        Inode = Field(fields, CpioLayout.Inode),
        Mode = Field(fields, CpioLayout.Mode),
        UserId = Field(fields, CpioLayout.UserId),
        GroupId = Field(fields, CpioLayout.GroupId),
        LinkCount = Field(fields, CpioLayout.LinkCount),
        ModificationTime = Field(fields, CpioLayout.ModificationTime),
        Size = Field(fields, CpioLayout.FileSize),
        FileSystemMajor = Field(fields, CpioLayout.DeviceMajor),
        FileSystemMinor = Field(fields, CpioLayout.DeviceMinor),
        DeviceMajor = Field(fields, CpioLayout.SpecialMajor),
        DeviceMinor = Field(fields, CpioLayout.SpecialMinor),
    };

    private static uint Field(uint[] fields, int offset) => fields[(offset - CpioLayout.Inode) / CpioLayout.FieldSize];

    private static readonly string[] FieldNames =
    [
        "ino", "mode", "uid", "gid", "nlink", "mtime", "filesize", "devmajor", "devminor", "rdevmajor", "rdevminor", "namesize", "check",
    ];
}

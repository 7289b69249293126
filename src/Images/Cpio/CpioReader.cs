using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Partition.Images;

/// <summary>Reads the records of a newc archive ("070701" or "070702"), up to its first trailer. Made for hostile input.</summary>
public static class CpioReader
{
    /// <summary>Lists the records of an archive; contents are passed over.</summary>
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
        for (long offset = 0; ReadRecord(archive, offset, header, diagnostics) is { } entry;)
        {
            if (entry.Name.Equals("TRAILER!!!", StringComparison.Ordinal))
            {
                break;
            }

            entries.Add(entry);
            offset = entry.ContentOffset + entry.Size;
            offset += CpioLayout.Pad(offset, 4);
        }

        return new CpioReadResult(entries.ToImmutable(), diagnostics.ToImmutable());
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
        if (available < 6 || !(header.AsSpan().StartsWith(CpioLayout.Magic) || header.AsSpan().StartsWith(CpioLayout.MagicWithChecksum)))
        {
            diagnostics.Add(CpioDiagnostics.BadMagic(offset));
            return null;
        }

        if (available < header.Length)
        {
            diagnostics.Add(CpioDiagnostics.ArchiveTruncated("the record", offset, archive.Length));
            return null;
        }

        return ReadFields(header, offset, diagnostics) is { } fields ? ReadName(archive, offset, fields, diagnostics) : null;
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

    private static CpioEntry? ReadName(Stream archive, long offset, uint[] fields, DiagnosticBag diagnostics)
    {
        uint nameSize = Field(fields, CpioLayout.NameSize);
        if (nameSize is 0 or > CpioLayout.MaximumNameSize)
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

        return MakeEntry(Encoding.UTF8.GetString(name.AsSpan(0, name.Length - 1)), content, fields);
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
        DeviceMajor = Field(fields, CpioLayout.SpecialMajor),
        DeviceMinor = Field(fields, CpioLayout.SpecialMinor),
    };

    private static uint Field(uint[] fields, int offset) => fields[(offset - CpioLayout.Inode) / CpioLayout.FieldSize];

    private static readonly string[] FieldNames =
    [
        "ino", "mode", "uid", "gid", "nlink", "mtime", "filesize", "devmajor", "devminor", "rdevmajor", "rdevminor", "namesize", "check",
    ];
}

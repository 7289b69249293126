using System.Collections.Immutable;
using System.Text;

namespace Partition.Images;

/// <summary>Writes a plan as a newc archive, which Linux unpacks as its first root file system.</summary>
/// <remarks>
/// <para>Records are sorted by path, parents first, without the leading '/', and the root has none. Inodes are numbered from 0 in
/// the order of the paths and the device numbers are 0, as GNU cpio does with <c>--reproducible</c>. The names of one file stand together
/// at the place of the last of them, which alone has the content.</para>
/// <para>The same plan gives the same bytes.</para>
/// </remarks>
public static class CpioWriter
{
    private const int BufferLength = 1 << 20;

    /// <summary>Writes an archive.</summary>
    /// <param name="tree">The plan; with errors in it, nothing is written.</param>
    /// <param name="options">How to write it.</param>
    /// <param name="output">Written strictly forward from where it stands. It stays open.</param>
    /// <returns>What was found. Errors HV4009, HV4201 and HV4203 come before anything is written; after HV4010 or HV4011, what was
    /// written is of no use.</returns>
    public static ImmutableArray<ImageDiagnostic> Write(FileTree tree, CpioOptions options, Stream output)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        var diagnostics = new DiagnosticBag();
        diagnostics.AddRange(tree.Diagnostics);
        List<CpioRecord> records = CpioPlan.Make(tree, options, diagnostics);
        if (!diagnostics.HasErrors)
        {
            WriteRecords(records, output, diagnostics);
        }

        return diagnostics.ToImmutable();
    }

    private static void WriteRecords(List<CpioRecord> records, Stream output, DiagnosticBag diagnostics)
    {
        byte[] buffer = new byte[BufferLength];
        long position = 0;
        foreach (CpioRecord record in records)
        {
            position += WriteRecord(record, position, output, buffer, diagnostics);
        }

        position += WriteHeader(new CpioRecord { Name = CpioLayout.Trailer.ToArray(), LinkCount = 1 }, position, output);
        output.Write(new byte[CpioLayout.Pad(position, CpioLayout.ArchiveAlignment)]);
    }

    private static long WriteRecord(CpioRecord record, long position, Stream output, byte[] buffer, DiagnosticBag diagnostics)
    {
        long length = WriteHeader(record, position, output);
        if (record.Size == 0)
        {
            return length;
        }

        if (record.Content is { } entry)
        {
            CopyContent(entry, record.Size, output, buffer, diagnostics);
        }
        else
        {
            output.Write(record.LinkTarget);
        }

        length += record.Size;
        int padding = (int)CpioLayout.Pad(position + length, 4);
        output.Write("\0\0\0"u8[..padding]);
        return length + padding;
    }

    private static void CopyContent(FileEntry entry, long length, Stream output, byte[] buffer, DiagnosticBag diagnostics)
    {
        using var reader = new ContentReader(entry, length, diagnostics);
        for (long left = length; left > 0;)
        {
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, left));
            reader.Read(part);
            output.Write(part);
            left -= part.Length;
        }

        reader.Finish();
    }

    private static long WriteHeader(CpioRecord record, long position, Stream output)
    {
        int nameSize = record.Name.Length + 1;
        int length = CpioLayout.HeaderSize + nameSize;
        byte[] bytes = new byte[length + CpioLayout.Pad(position + length, 4)];
        CpioLayout.Magic.CopyTo(bytes);
        WriteField(bytes, CpioLayout.Inode, record.Inode);
        WriteField(bytes, CpioLayout.Mode, record.Mode);
        WriteField(bytes, CpioLayout.UserId, record.UserId);
        WriteField(bytes, CpioLayout.GroupId, record.GroupId);
        WriteField(bytes, CpioLayout.LinkCount, record.LinkCount);
        WriteField(bytes, CpioLayout.ModificationTime, record.ModificationTime);
        WriteField(bytes, CpioLayout.FileSize, (uint)record.Size);
        WriteField(bytes, CpioLayout.DeviceMajor, 0);
        WriteField(bytes, CpioLayout.DeviceMinor, 0);
        WriteField(bytes, CpioLayout.SpecialMajor, record.DeviceMajor);
        WriteField(bytes, CpioLayout.SpecialMinor, record.DeviceMinor);
        WriteField(bytes, CpioLayout.NameSize, (uint)nameSize);
        WriteField(bytes, CpioLayout.Check, 0);
        record.Name.CopyTo(bytes, CpioLayout.HeaderSize);
        output.Write(bytes);
        return bytes.Length;
    }

    private static void WriteField(byte[] header, int offset, uint value)
    {
        ReadOnlySpan<byte> digits = "0123456789ABCDEF"u8;
        for (int i = CpioLayout.FieldSize - 1; i >= 0; i--, value >>= 4)
        {
            header[offset + i] = digits[(int)(value & 15)];
        }
    }
}

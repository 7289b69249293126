using System.Collections.Immutable;
using System.Text;
using Partition.Diagnostics;
using Partition.Images.Diagnostics;
using Partition.Images.Files;

namespace Partition.Images.Cpio;

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

    /// <summary>Headers and small files are written together.</summary>
    private const int PendingLength = 64 << 10;

    private static readonly byte[] Zeros = new byte[CpioLayout.ArchiveAlignment];

    /// <summary>Writes an archive.</summary>
    /// <param name="tree">The plan; with errors in it, nothing is written.</param>
    /// <param name="options">How to write it.</param>
    /// <param name="output">Written strictly forward from where it stands. It stays open.</param>
    /// <param name="progress">Called after each mebibyte or so, on the calling thread.</param>
    /// <param name="cancellation">Asked as often.</param>
    /// <returns>What was found. Errors HV4009, HV4201 and HV4203 come before anything is written; after HV4010 or HV4011, what was
    /// written is of no use.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; what was written is of no use.</exception>
    public static ImmutableArray<Diagnostic> Write(
        FileTree tree, CpioOptions options, Stream output, Action<ImageProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        var diagnostics = new DiagnosticBag();
        diagnostics.AddRange(tree.Diagnostics);
        List<CpioRecord> records = CpioPlan.Make(tree, options, diagnostics);
        if (!diagnostics.HasErrors)
        {
            new Run(options, output, diagnostics, progress, cancellation).Write(records);
        }

        return diagnostics.ToImmutable();
    }

    /// <summary>One archive that is being written.</summary>
    private sealed class Run(
        CpioOptions options, Stream output, DiagnosticBag diagnostics, Action<ImageProgress>? progress, CancellationToken cancellation)
    {
        private readonly byte[] _buffer = new byte[BufferLength];
        private readonly byte[] _pending = new byte[PendingLength];
        private int _pendingLength;
        private long _position;
        private long _length;

        public void Write(List<CpioRecord> records)
        {
            _length = records.Sum(static record => CpioLayout.HeaderSize + record.Name.Length + record.Size);
            foreach (CpioRecord record in records)
            {
                WriteRecord(record);
            }

            WriteHeader(new CpioRecord { Name = CpioLayout.Trailer.ToArray(), LinkCount = 1 }, check: 0);
            Pad(CpioLayout.ArchiveAlignment);
            Flush();
        }

        private void WriteRecord(CpioRecord record)
        {
            uint sum = 0;
            if (options.Checksums && record.Content is { } summed)
            {
                Read(summed, record.Size, part => sum += CpioLayout.SumOf(part));
            }

            WriteHeader(record, sum);
            if (record.Content is { } entry)
            {
                Read(entry, record.Size, Write);
            }
            else if (record.Size > 0)
            {
                Write(record.LinkTarget);
            }

            Pad(4);
        }

        private void Read(FileEntry entry, long length, Action<ReadOnlySpan<byte>> take)
        {
            using var reader = new ContentReader(entry, length, diagnostics);
            for (long left = length; left > 0;)
            {
                Span<byte> part = _buffer.AsSpan(0, (int)Math.Min(_buffer.Length, left));
                reader.Read(part);
                take(part);
                left -= part.Length;
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(new ImageProgress(Math.Min(_position, _length), _length));
            }

            reader.Finish();
        }

        private void WriteHeader(CpioRecord record, uint check)
        {
            int nameSize = record.Name.Length + 1;
            byte[] bytes = new byte[CpioLayout.HeaderSize + nameSize];
            (options.Checksums ? CpioLayout.MagicWithChecksum : CpioLayout.Magic).CopyTo(bytes);
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
            WriteField(bytes, CpioLayout.Check, check);
            record.Name.CopyTo(bytes, CpioLayout.HeaderSize);
            Write(bytes);
            Pad(4);
        }

        private void Pad(int alignment) => Write(Zeros.AsSpan(0, (int)CpioLayout.Pad(_position, alignment)));

        private void Write(ReadOnlySpan<byte> bytes)
        {
            _position += bytes.Length;
            if (bytes.Length > PendingLength - _pendingLength)
            {
                Flush();
            }

            if (bytes.Length > PendingLength)
            {
                output.Write(bytes);
                return;
            }

            bytes.CopyTo(_pending.AsSpan(_pendingLength));
            _pendingLength += bytes.Length;
        }

        private void Flush()
        {
            output.Write(_pending.AsSpan(0, _pendingLength));
            _pendingLength = 0;
        }
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

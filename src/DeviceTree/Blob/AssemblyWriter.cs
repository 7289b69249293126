using System.Globalization;
using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Blob;

/// <summary>Writes a tree as source for an assembler: the bytes of its blob, and its labels as symbols.</summary>
/// <remarks>
/// The symbols of the parts are those of dtc's <c>-O asm</c>: <c>dt_blob_start</c>, <c>dt_header</c>, <c>dt_reserve_map</c>,
/// <c>dt_struct_start</c>, <c>dt_struct_end</c>, <c>dt_strings_start</c>, <c>dt_strings_end</c>, <c>dt_blob_end</c> and
/// <c>dt_blob_abs_end</c>, each also with <c>_</c> before it and local. A node has its label, and its label with <c>_end</c> after it.
/// </remarks>
internal sealed class AssemblyWriter(TextWriter writer)
{
    private const int BytesPerLine = 16;

    /// <summary>Writes a document.</summary>
    public void Write(DeviceTreeDocument document, BlobOptions options)
    {
        var blob = new BlobWriter(options) { Labels = [] };
        byte[] bytes = blob.Write(document);
        writer.Write("/* The device tree blob of a source, with its labels as symbols. Made by a program; do not edit. "
            + "*/\n\n\t.balign\t8, 0\n");
        int written = 0;

        foreach ((BlobLabel label, Action<string> write) in Places(blob, bytes.Length))
        {
            WriteBytes(bytes.AsSpan(written, label.Offset - written));
            written = label.Offset;
            write(label.Name);
        }
    }

    private IEnumerable<(BlobLabel Label, Action<string> Write)> Places(BlobWriter blob, int length)
    {
        BlobParts parts = blob.Parts;
        (BlobLabel Label, Action<string> Write)[] places =
        [
            (new(0, "dt_blob_start"), WritePart),
            (new(0, "dt_header"), WritePart),
            (new(parts.Reservations, "dt_reserve_map"), WritePart),
            (new(parts.Structure, "dt_struct_start"), WritePart),
            .. blob.Labels!.Select(label => (label, (Action<string>)WriteLabel)),
            (new(parts.Strings, "dt_struct_end"), WritePart),
            (new(parts.Strings, "dt_strings_start"), WritePart),
            (new(parts.End, "dt_strings_end"), WritePart),
            (new(parts.End, "dt_blob_end"), WritePart),
            (new(length, "dt_blob_abs_end"), WritePart),
        ];
        return places.OrderBy(static place => place.Label.Offset);
    }

    private void WriteLabel(string name)
    {
        writer.Write($"\t.globl\t{name}\n{name}:\n");
    }

    private void WritePart(string name)
    {
        WriteLabel(name);
        writer.Write($"_{name}:\n");
    }

    private void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int zeros = bytes.IndexOfAnyExcept((byte)0);
            zeros = zeros < 0 ? bytes.Length : zeros;
            if (zeros >= BytesPerLine)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"\t.space\t{zeros}, 0\n"));
                bytes = bytes[zeros..];
                continue;
            }

            int length = Math.Min(BytesPerLine, bytes.Length);
            writer.Write("\t.byte\t");
            for (int i = 0; i < length; i++)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}0x{bytes[i]:x2}"));
            }

            writer.Write('\n');
            bytes = bytes[length..];
        }
    }
}

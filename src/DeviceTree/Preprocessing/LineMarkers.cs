using System.Globalization;
using System.Text;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Preprocessing;

/// <summary>Writes preprocessed text so that whoever reads it knows where each line was written.</summary>
/// <remarks>
/// The markers are those of gcc's manual of the preprocessor, "Preprocessor Output", without flags: a line <c># 12 "board.dts"</c>
/// says that the next line is line 12 of board.dts. dtc understands them.
/// </remarks>
internal static class LineMarkers
{
    /// <summary>A gap of up to this many lines is filled with empty ones, which read better than a marker.</summary>
    private const int MaxGapLength = 8;

    /// <summary>Makes the text with its markers.</summary>
    public static byte[] Write(PreprocessedText text)
    {
        using var output = new MemoryStream(text.Length);
        ReadOnlySpan<byte> bytes = text.Buffer.AsSpan(0, text.Length);
        string path = "";
        int expected = 0;
        for (int start = 0; start < bytes.Length;)
        {
            int length = bytes[start..].IndexOf((byte)'\n');
            length = length < 0 ? bytes.Length - start : length + 1;
            SourceSpan place = text.Map.Span(start, start + 1);
            if (place.Path != path || place.StartLine < expected || place.StartLine > expected + MaxGapLength)
            {
                path = place.Path;
                output.Write(Marker(place));
            }
            else
            {
                output.Write("\n\n\n\n\n\n\n\n"u8[..(place.StartLine - expected)]);
            }

            output.Write(bytes.Slice(start, length));
            expected = place.StartLine + 1;
            start += length;
        }

        return output.ToArray();
    }

    private static byte[] Marker(SourceSpan place)
    {
        string name = place.Path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"# {place.StartLine} \"{name}\"\n"));
    }
}

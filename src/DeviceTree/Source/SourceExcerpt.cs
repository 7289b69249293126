using System.Globalization;
using System.Text;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Source;

/// <summary>The line of a source that a diagnostic is about, with a mark under its span.</summary>
public static class SourceExcerpt
{
    private const int MaxLineLength = 160;
    private const int MaxCharactersBefore = 60;

    /// <summary>Makes the two lines to print below a diagnostic. No control character of the file gets into them but the tab.</summary>
    /// <param name="file">The whole file, in UTF-8.</param>
    /// <param name="span">A place in it; of several lines, the first is shown.</param>
    /// <returns>The lines without line ends, or nothing when the span names no line of the file.</returns>
    public static IEnumerable<string> Of(ReadOnlySpan<byte> file, SourceSpan span)
    {
        if (!TryFindLine(file, span.StartLine, out ReadOnlySpan<byte> line))
        {
            return [];
        }

        // Columns count bytes; what is printed counts characters.
        int startByte = Math.Clamp(span.StartColumn - 1, 0, line.Length);
        int endByte = span.EndLine == span.StartLine ? Math.Clamp(span.EndColumn - 1, startByte, line.Length) : line.Length;
        string before = Decode(line[..startByte]);
        string marked = Decode(line[startByte..endByte]);
        string after = Decode(line[endByte..]);
        return Lay(span.StartLine, Cut(before, Math.Max(0, before.Length - MaxCharactersBefore), MaxLineLength), marked, after);
    }

    private static string[] Lay(int number, string before, string marked, string after)
    {
        int room = MaxLineLength - before.Length;
        marked = Cut(marked, 0, room);
        string mark = "^" + new string('~', Math.Max(0, marked.Length - 1));
        string indent = string.Concat(before.Select(static c => c == '\t' ? '\t' : ' '));
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"{number,6} | {before}{marked}{Cut(after, 0, room - marked.Length)}"),
            $"       | {indent}{mark}",
        ];
    }

    private static string Cut(string text, int from, int length) => text.Substring(from, Math.Min(length, text.Length - from));

    private static string Decode(ReadOnlySpan<byte> bytes) => KeepColumns(Encoding.UTF8.GetString(bytes));

    /// <summary>The text with each control character but the tab replaced by one that takes one column: a terminal would obey it.</summary>
    private static string KeepColumns(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = char.IsControl(source[i]) && source[i] != '\t' ? '?' : source[i];
        }
    });

    private static bool TryFindLine(ReadOnlySpan<byte> file, int number, out ReadOnlySpan<byte> line)
    {
        line = file;
        for (int current = 1; current < number; current++)
        {
            int end = line.IndexOf((byte)'\n');
            if (end < 0)
            {
                return false;
            }

            line = line[(end + 1)..];
        }

        int length = line.IndexOf((byte)'\n');
        line = (length < 0 ? line : line[..length]).TrimEnd((byte)'\r');
        return number > 0 && (length >= 0 || !line.IsEmpty);
    }
}

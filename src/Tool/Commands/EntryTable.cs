using Partition.Building.Diagnostics;
using System.Globalization;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Tool.Reporting;

namespace Partition.Tool.Commands;

/// <summary>Entries of an image as lines of text, in the manner of <c>ls -l</c>.</summary>
internal static class EntryTable
{
    /// <summary>Makes one line for each entry, the columns aligned.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<Ext2Entry> entries)
    {
        string[][] rows = [.. entries.Select(Cells)];
        int[] widths = [.. Enumerable.Range(0, 5).Select(column => rows.Select(row => row[column].Length).DefaultIfEmpty().Max())];
        return rows.Select(
            row => string.Join(' ', row.Select((cell, column) => column < widths.Length ? cell.PadLeft(widths[column]) : cell)));
    }

    /// <summary>The kind and the permissions of an entry, such as <c>-rwxr-xr-x</c>.</summary>
    public static string ModeOf(Ext2Entry entry)
    {
        ReadOnlySpan<char> all = "rwxrwxrwx";
        Span<char> text = stackalloc char[10];
        text[0] = LetterOf(entry.Kind);
        for (int i = 0; i < all.Length; i++)
        {
            text[i + 1] = (entry.Mode & (0x100 >> i)) != 0 ? all[i] : '-';
        }

        SetSpecial(text, 3, 's', (entry.Mode & UnixMode.SetUserId) != 0);
        SetSpecial(text, 6, 's', (entry.Mode & UnixMode.SetGroupId) != 0);
        SetSpecial(text, 9, 't', (entry.Mode & UnixMode.Sticky) != 0);
        return new string(text);
    }

    private static void SetSpecial(Span<char> text, int at, char letter, bool isSet)
    {
        if (isSet)
        {
            text[at] = text[at] == 'x' ? letter : char.ToUpperInvariant(letter);
        }
    }

    private static string[] Cells(Ext2Entry entry) =>
    [
        ModeOf(entry),
        Number(entry.LinkCount),
        Number(entry.UserId),
        Number(entry.GroupId),
        entry.Kind is FileEntryKind.CharacterDevice or FileEntryKind.BlockDevice
            ? $"{Number(entry.DeviceMajor)},{Number(entry.DeviceMinor)}"
            : Number(entry.Size),
        DateTimeOffset.FromUnixTimeSeconds(entry.ModificationTime).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        Printable.Escape(entry.Path) + (entry.Kind == FileEntryKind.SymbolicLink ? " -> " + Printable.Escape(entry.LinkTarget) : ""),
    ];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static char LetterOf(FileEntryKind kind) => kind switch
    {
        FileEntryKind.Directory => 'd',
        FileEntryKind.SymbolicLink => 'l',
        FileEntryKind.CharacterDevice => 'c',
        FileEntryKind.BlockDevice => 'b',
        FileEntryKind.Fifo => 'p',
        FileEntryKind.Socket => 's',
        _ => '-',
    };
}

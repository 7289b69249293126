using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Partition.Building.Files;
using Partition.Building.Stages;
using Partition.Images.Files;

namespace Partition.Building.FileSystems;

/// <summary>The plan of a file system as a file, a line an entry: kind, path, mode, owner, group, date, device numbers, and where its
/// content is and when that was last changed, with tabs between.</summary>
/// <remarks>The list is a file of its own so that a change of it, and only that, makes the file system again. It knows the dates of its
/// sources, so that MSBuild need not look at thousands of them, and because a file can be replaced by an older one.</remarks>
internal static class FileList
{
    private const char Separator = '\t';
    private const int FieldCount = 13;
    private const string DateLine = "date";
    private const string ArchiveLine = "archive";
    private const string SourceLine = "source";
    private const string Nothing = "-";

    /// <summary>Writes a list.</summary>
    /// <param name="tree">The plan; its contents are files of the disk.</param>
    /// <param name="archives">Archives that are ready and go before it, as they are.</param>
    /// <param name="sources">Archives and lists that the plan was read from.</param>
    /// <param name="root">Roots a path at the project's directory.</param>
    /// <param name="timestamp">The date of the file system; it is in the first line, so that another date makes the file system
    /// again.</param>
    public static string Write(
        FileTree tree,
        IEnumerable<string> archives,
        IEnumerable<string> sources,
        Func<string, string> root,
        long timestamp)
    {
        (string last, string lastDate) = ("", ""); // The parts of an archive stand one behind the other.
        var text = new StringBuilder();
        AppendLine(text, DateLine, Number(timestamp));
        foreach (string archive in archives)
        {
            AppendLine(text, ArchiveLine, LineText.Escape(archive), DateOf(archive));
        }

        foreach (string source in sources)
        {
            AppendLine(text, SourceLine, LineText.Escape(source), DateOf(source));
        }

        foreach (FileEntry entry in tree.Entries)
        {
            var content = entry.Content as DiskContent;
            AppendLine(
                text,
                $"{entry.Kind}",
                LineText.Escape(entry.Path),
                Convert.ToString(entry.Mode, 8),
                Number(entry.UserId),
                Number(entry.GroupId),
                entry.ModificationTime is { } time ? Number(time) : Nothing, Number(entry.DeviceMajor), Number(entry.DeviceMinor),
                LineText.Escape(content?.Path ?? entry.LinkTarget),
                Number(content?.Offset ?? 0),
                Number(content?.Length ?? 0),
                content is { IsPart: true } ? "part" : Nothing,
                content is null ? Nothing : DateOf(content.Path));
        }

        return text.ToString();

        string DateOf(string path)
        {
            if (path != last)
            {
                (last, lastDate) = (path, Number(DatedFile.DateOf(root(path))));
            }

            return lastDate;
        }
    }

    /// <summary>The archives that go before the plan.</summary>
    public static ImmutableArray<string> ReadArchives(string path) =>
        [.. Lines(path).Where(static fields => fields[0] == ArchiveLine).Select(static fields => LineText.Unescape(fields[1]))];

    /// <summary>All files that the file system is made of, each once: archives and lists, and those that contents come from.</summary>
    public static IEnumerable<string> ReadSources(string path) => Lines(path)
        .Select(static fields => fields switch
        {
            [ArchiveLine or SourceLine, var source, ..] => source,
            [nameof(FileEntryKind.RegularFile), .., var source, _, _, _, _] => source,
            _ => "",
        })
        .Where(static source => source.Length > 0)
        .Distinct()
        .Select(LineText.Unescape);

    /// <summary>Reads the plan.</summary>
    public static FileTree ReadTree(string path)
    {
        var tree = new FileTree();
        foreach (string[] fields in Lines(path).Where(static fields => fields.Length == FieldCount))
        {
            Add(tree, fields);
        }

        return tree;
    }

    private static void Add(FileTree tree, string[] fields)
    {
        string path = LineText.Unescape(fields[1]);
        string source = LineText.Unescape(fields[8]);
        var attributes = new EntryAttributes
        {
            Mode = Convert.ToInt32(fields[2], 8),
            UserId = (uint)Parse(fields[3]),
            GroupId = (uint)Parse(fields[4]),
            ModificationTime = fields[5] == Nothing ? null : Parse(fields[5]),
        };
        _ = Enum.Parse<FileEntryKind>(fields[0]) switch
        {
            FileEntryKind.RegularFile => tree.AddFile(path, ContentOf(source, fields), attributes),
            FileEntryKind.Directory => tree.AddDirectory(path, attributes),
            FileEntryKind.SymbolicLink => tree.AddSymbolicLink(path, source, attributes),
            FileEntryKind.HardLink => tree.AddHardLink(path, source),
            FileEntryKind.CharacterDevice => tree.AddCharacterDevice(path, (uint)Parse(fields[6]), (uint)Parse(fields[7]), attributes),
            FileEntryKind.BlockDevice => tree.AddBlockDevice(path, (uint)Parse(fields[6]), (uint)Parse(fields[7]), attributes),
            FileEntryKind.Fifo => tree.AddFifo(path, attributes),
            _ => tree.AddSocket(path, attributes),
        };
    }

    // The length of a whole file is that of now: it may have been written again since it was listed. An empty file of an archive has no
    // place in it.
    private static IFileContent ContentOf(string source, string[] fields) => source.Length == 0
        ? new MemoryContent(ReadOnlyMemory<byte>.Empty)
        : fields[11] == Nothing ? new DiskContent(source) : new DiskContent(source, Parse(fields[9]), Parse(fields[10]));

    private static IEnumerable<string[]> Lines(string path) => File.ReadLines(path).Select(static line => line.Split(Separator));

    private static void AppendLine(StringBuilder text, params ReadOnlySpan<string?> fields) =>
        text.AppendJoin(Separator, fields).Append('\n');

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Parse(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}

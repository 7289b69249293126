using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Partition.Images;

namespace Partition.Tasks;

/// <summary>The contents of a file system as a list, a line an entry: kind, target, mode, owner, group, device numbers, source, with tabs between.</summary>
/// <remarks>The list is a file of its own so that a change of it, and only that, makes the file system again.</remarks>
internal static class FileList
{
    private const char Separator = '\t';
    private const int FieldCount = 8;
    private const string DateLine = "date ";

    /// <summary>Writes a list.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="timestamp">The date of every entry; it stands in the first line, so that another date makes the file system again.</param>
    public static string Write(IEnumerable<FileSystemEntry> entries, long timestamp)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{DateLine}{timestamp}\n");
        foreach (FileSystemEntry entry in entries)
        {
            string mode = Convert.ToString(entry.Mode, 8);
            text.AppendJoin(Separator, entry.Kind, entry.TargetPath, mode, entry.UserId, entry.GroupId, entry.Major, entry.Minor, entry.Source);
            text.Append('\n');
        }

        return text.ToString();
    }

    public static ImmutableArray<FileSystemEntry> Read(string path) => 
        [.. File.ReadLines(path).Where(static line => !line.StartsWith(DateLine, StringComparison.Ordinal)).Select(Parse)];

    /// <summary>Makes the plan of the file system that a list describes.</summary>
    /// <param name="path">The list.</param>
    /// <param name="root">Roots a source at the project's directory.</param>
    public static FileTree ReadTree(string path, Func<string, string> root)
    {
        var tree = new FileTree();
        foreach (FileSystemEntry entry in Read(path).Where(static entry => entry.Kind != FileSystemEntryKind.Archive))
        {
            entry.AddTo(tree, entry.Kind == FileSystemEntryKind.File ? new DiskContent(root(entry.Source)) : null);
        }

        return tree;
    }

    private static FileSystemEntry Parse(string line)
    {
        string[] fields = line.Split(Separator, FieldCount);
        return new(Enum.Parse<FileSystemEntryKind>(fields[0]), fields[1])
        {
            Mode = Convert.ToInt32(fields[2], 8),
            UserId = Number(fields[3]),
            GroupId = Number(fields[4]),
            Major = Number(fields[5]),
            Minor = Number(fields[6]),
            Source = fields[7],
        };
    }

    private static uint Number(string text) => uint.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}

using System.Globalization;
using Microsoft.Build.Framework;
using Partition.DeviceTree;

namespace Partition.Tasks;

/// <summary>Reads the items that say what goes into a file system: files, directories, links and nodes.</summary>
internal sealed class FileSystemItems(string prefix, ProjectPlaces places, Func<string, string> root, Action<Diagnostic> report)
{
    private const int LinkMode = 0x1FF; // 0777
    private const int NodeMode = 0x180; // 0600

    /// <summary>What a guest's own metadatum names: a folder's contents, or an archive that is ready.</summary>
    public IEnumerable<FileSystemEntry> ReadOwn(ITaskItem guest)
    {
        string own = guest.GetMetadata("RootFileSystem");
        if (own.Length == 0)
        {
            return [];
        }

        if (Directory.Exists(root(own)))
        {
            return HostDirectory.List(root(own), own, "/");
        }

        if (!File.Exists(root(own)))
        {
            report(HostDiagnostics.FileNotFound(places.Find(guest, "Guest", "RootFileSystem"), $"RootFileSystem of guest '{guest.ItemSpec}':", own));
        }

        return [new(FileSystemEntryKind.Archive, "/") { Source = own }];
    }

    /// <summary>The file of a <c>…File</c> item.</summary>
    public IEnumerable<FileSystemEntry> ReadFile(ITaskItem item)
    {
        string rooted = root(item.ItemSpec);
        if (!File.Exists(rooted))
        {
            report(HostDiagnostics.FileNotFound(PlaceOf(item, "File", ""), $"{prefix}File", item.ItemSpec));
            yield break;
        }

        string target = item.GetMetadata("TargetPath");
        if (target.Length == 0 || target.EndsWith('/'))
        {
            target = $"{target.TrimEnd('/')}/{Path.GetFileName(item.ItemSpec)}";
        }

        yield return Own(item, "File", new(FileSystemEntryKind.File, target)
        {
            Mode = ReadMode(item, "File", HostDirectory.PlainModeOf(rooted)),
            Source = item.ItemSpec,
        });
    }

    /// <summary>Everything below the directory of a <c>…Directory</c> item.</summary>
    public IEnumerable<FileSystemEntry> ReadDirectory(ITaskItem item)
    {
        string rooted = root(item.ItemSpec);
        if (!Directory.Exists(rooted))
        {
            report(HostDiagnostics.FileNotFound(PlaceOf(item, "Directory", ""), $"{prefix}Directory", item.ItemSpec));
            return [];
        }

        string target = item.GetMetadata("TargetPath");
        return HostDirectory.List(rooted, item.ItemSpec, target.Length == 0 ? "/" : target).Select(entry => Own(item, "Directory", entry));
    }

    /// <summary>The symbolic link of a <c>…Link</c> item.</summary>
    public IEnumerable<FileSystemEntry> ReadLink(ITaskItem item)
    {
        string target = item.GetMetadata("LinkTarget");
        if (target.Length == 0)
        {
            report(HostDiagnostics.MissingMetadata(PlaceOf(item, "Link", ""), item.ItemSpec, "LinkTarget"));
            yield break;
        }

        yield return Own(item, "Link", new(FileSystemEntryKind.Link, item.ItemSpec) { Mode = LinkMode, Source = target });
    }

    /// <summary>The device or pipe of a <c>…Node</c> item.</summary>
    public IEnumerable<FileSystemEntry> ReadNode(ITaskItem item)
    {
        FileSystemEntryKind? kind = item.GetMetadata("Type") switch
        {
            "c" => FileSystemEntryKind.CharacterDevice,
            "b" => FileSystemEntryKind.BlockDevice,
            "p" => FileSystemEntryKind.Pipe,
            "d" => FileSystemEntryKind.Directory,
            _ => null,
        };
        if (kind is null)
        {
            report(HostDiagnostics.InvalidNumber(
                PlaceOf(item, "Node", "Type"), $"Type of {prefix}Node '{item.ItemSpec}'", item.GetMetadata("Type"), "c, b, p or d"));
            yield break;
        }

        yield return Own(item, "Node", new(kind.Value, item.ItemSpec)
        {
            Mode = ReadMode(item, "Node", kind == FileSystemEntryKind.Directory ? 0x1ED : NodeMode),
            Major = ReadNumber(item, "Node", "Major"),
            Minor = ReadNumber(item, "Node", "Minor"),
        });
    }

    /// <summary>Where the project gives a metadatum of an item, or else where it has the item.</summary>
    public SourceSpan PlaceOf(ITaskItem item, string type, string metadata) => places.Find(item, prefix + type, metadata);

    private FileSystemEntry Own(ITaskItem item, string type, FileSystemEntry entry) => entry with
    {
        UserId = ReadNumber(item, type, "Uid"),
        GroupId = ReadNumber(item, type, "Gid"),
    };

    private uint ReadNumber(ITaskItem item, string type, string metadata)
    {
        string text = item.GetMetadata(metadata);
        uint number = 0;
        if (text.Length == 0 || uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return number;
        }

        report(HostDiagnostics.InvalidNumber(PlaceOf(item, type, metadata), $"{metadata} of {prefix}{type} '{item.ItemSpec}'", text, "0"));
        return number;
    }

    private int ReadMode(ITaskItem item, string type, int otherwise)
    {
        string text = item.GetMetadata("Mode");
        if (text.Length is > 0 and <= 5 && text.All(static digit => digit is >= '0' and <= '7'))
        {
            return Convert.ToInt32(text, 8);
        }

        if (text.Length > 0)
        {
            report(HostDiagnostics.InvalidNumber(PlaceOf(item, type, "Mode"), $"Mode of {prefix}{type} '{item.ItemSpec}'", text, "0755"));
        }

        return otherwise;
    }
}

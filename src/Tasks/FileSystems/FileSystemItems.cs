using System.Globalization;
using Microsoft.Build.Framework;
using Partition.Building.Files;
using Partition.Diagnostics;
using Partition.Images.Files;

namespace Partition.Tasks;

/// <summary>Reads the items that say what goes into a file system, and puts it into a plan.</summary>
internal sealed class FileSystemItems(string prefix, ProjectPlaces places, Func<string, string> root, Action<Diagnostic> report)
{
    private readonly HashSet<string> _unpacked = new(StringComparer.Ordinal);

    /// <summary>The value of a variable, for locations in lists.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The folder that compressed archives are unpacked into.</summary>
    public required string UnpackDirectory { get; init; }

    /// <summary>The archives and lists that were read.</summary>
    public List<string> Sources { get; } = [];

    /// <summary>Adds the contents of the folder that a guest's own metadatum names.</summary>
    /// <returns>The archive that it names instead, which goes into the file system as it is; null when there is none.</returns>
    public string? AddOwn(FileTree tree, ITaskItem guest)
    {
        string own = guest.GetMetadata("RootFileSystem");
        if (own.Length == 0)
        {
            return null;
        }

        if (Directory.Exists(root(own)))
        {
            new HostDirectory().AddTo(tree, root(own), "/");
            return null;
        }

        if (!File.Exists(root(own)))
        {
            report(HostDiagnostics.FileNotFound(places.Find(guest, "Guest", "RootFileSystem"), $"RootFileSystem of guest '{guest.ItemSpec}':", own));
        }

        return own;
    }

    /// <summary>Adds what is in the archive of an <c>…Archive</c> item.</summary>
    public void AddArchive(FileTree tree, ITaskItem item)
    {
        if (Exists(item, "Archive"))
        {
            string path = root(item.ItemSpec);
            Sources.Add(item.ItemSpec);
            if (!ArchiveFile.AddTo(tree, path, item.ItemSpec, () => UnpackedOf(item), TargetOf(item)))
            {
                report(HostDiagnostics.UnknownArchive(PlaceOf(item, "Archive", ""), $"{prefix}Archive", item.ItemSpec));
            }
        }
    }

    /// <summary>Adds everything below the directory of a <c>…Directory</c> item.</summary>
    public void AddDirectory(FileTree tree, ITaskItem item)
    {
        if (!Directory.Exists(root(item.ItemSpec)))
        {
            report(HostDiagnostics.FileNotFound(PlaceOf(item, "Directory", ""), $"{prefix}Directory", item.ItemSpec));
            return;
        }

        var directory = new HostDirectory
        {
            Excludes = item.GetMetadata("Excludes").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Owner = OwnerOf(item, "Directory"),
        };
        directory.AddTo(tree, root(item.ItemSpec), TargetOf(item));
    }

    /// <summary>Adds the file of a <c>…File</c> item.</summary>
    public void AddFile(FileTree tree, ITaskItem item)
    {
        if (!Exists(item, "File"))
        {
            return;
        }

        string target = item.GetMetadata("TargetPath");
        if (target.Length == 0 || target.EndsWith('/'))
        {
            target = $"{target.TrimEnd('/')}/{Path.GetFileName(item.ItemSpec)}";
        }

        string path = root(item.ItemSpec);
        tree.AddFile(target, new DiskContent(path), AttributesOf(item, "File", HostDirectory.PlainModeOf(path)));
    }

    /// <summary>Adds the symbolic link of a <c>…Link</c> item.</summary>
    public void AddLink(FileTree tree, ITaskItem item)
    {
        string target = item.GetMetadata("LinkTarget");
        if (target.Length == 0)
        {
            report(HostDiagnostics.MissingMetadata(PlaceOf(item, "Link", ""), item.ItemSpec, "LinkTarget"));
            return;
        }

        _ = item.GetMetadata("Hard").Equals("true", StringComparison.OrdinalIgnoreCase)
            ? tree.AddHardLink(item.ItemSpec, target)
            : tree.AddSymbolicLink(item.ItemSpec, target, AttributesOf(item, "Link", UnixMode.SymbolicLink));
    }

    /// <summary>Adds the device, pipe, socket or directory of a <c>…Node</c> item.</summary>
    public void AddNode(FileTree tree, ITaskItem item)
    {
        string type = item.GetMetadata("Type");
        EntryAttributes attributes = AttributesOf(item, "Node", type == "d" ? UnixMode.Directory : UnixMode.PrivateFile);
        (uint major, uint minor) = (ReadNumber(item, "Node", "Major"), ReadNumber(item, "Node", "Minor"));
        switch (type)
        {
            case "c":
                tree.AddCharacterDevice(item.ItemSpec, major, minor, attributes);
                break;
            case "b":
                tree.AddBlockDevice(item.ItemSpec, major, minor, attributes);
                break;
            case "p":
                tree.AddFifo(item.ItemSpec, attributes);
                break;
            case "s":
                tree.AddSocket(item.ItemSpec, attributes);
                break;
            case "d":
                tree.AddDirectory(item.ItemSpec, attributes);
                break;
            default:
                report(HostDiagnostics.InvalidNumber(PlaceOf(item, "Node", "Type"), $"Type of {prefix}Node '{item.ItemSpec}'", type, "c, b, p, s or d"));
                break;
        }
    }

    /// <summary>Adds what the list of a <c>…List</c> item says.</summary>
    public void AddList(FileTree tree, ITaskItem item)
    {
        if (Exists(item, "List"))
        {
            Sources.Add(item.ItemSpec);
            ListFileSource.AddTo(tree, root(item.ItemSpec), item.ItemSpec, Variable, TargetOf(item));
        }
    }

    /// <summary>Where the project gives a metadatum of an item, or else where it has the item.</summary>
    public SourceSpan PlaceOf(ITaskItem item, string type, string metadata) => places.Find(item, prefix + type, metadata);

    private bool Exists(ITaskItem item, string type)
    {
        if (File.Exists(root(item.ItemSpec)))
        {
            return true;
        }

        report(HostDiagnostics.FileNotFound(PlaceOf(item, type, ""), prefix + type, item.ItemSpec));
        return false;
    }

    // Two archives of one name, from different folders, must not share the file.
    private string UnpackedOf(ITaskItem item)
    {
        byte[] hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(item.ItemSpec));
        string file = root(Path.Combine(UnpackDirectory, $"{Path.GetFileNameWithoutExtension(item.ItemSpec)}.{Convert.ToHexStringLower(hash[..4])}"));
        _unpacked.Add(Path.GetFileName(file));
        return file;
    }

    /// <summary>Removes what was unpacked of archives that are no longer taken.</summary>
    public void RemoveOthers()
    {
        if (Directory.Exists(root(UnpackDirectory)))
        {
            foreach (string file in Directory.EnumerateFiles(root(UnpackDirectory)).Where(file => !_unpacked.Contains(Path.GetFileName(file))))
            {
                File.Delete(file);
            }
        }
    }

    private static string TargetOf(ITaskItem item) => item.GetMetadata("TargetPath") is { Length: > 0 } target ? target : "/";

    private EntryAttributes AttributesOf(ITaskItem item, string type, int mode)
    {
        (uint user, uint group) = OwnerOf(item, type);
        return new() { Mode = ReadMode(item, type, mode), UserId = user, GroupId = group };
    }

    private (uint UserId, uint GroupId) OwnerOf(ITaskItem item, string type) => (ReadNumber(item, type, "Uid"), ReadNumber(item, type, "Gid"));

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

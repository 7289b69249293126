using System.Globalization;
using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.Diagnostics;
using Partition.Images.Files;

namespace Partition.Building.FileSystems;

/// <summary>Reads the items that say what goes into a file system, and puts it into a plan.</summary>
internal sealed class FileSystemItems(string prefix, ProjectSpans spans, Func<string, string> root, Action<Diagnostic> report)
{
    private readonly HashSet<string> _unpacked = new(StringComparer.Ordinal);

    /// <summary>The value of a variable, for locations in lists.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Reads yes or no from a metadatum of an item of a type.</summary>
    public required Func<ProjectItem, string, string, bool> ReadFlag { get; init; }

    /// <summary>Asked while archives are read.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The folder that compressed archives are unpacked into.</summary>
    public required string UnpackDirectory { get; init; }

    /// <summary>The archives and lists that were read.</summary>
    public List<string> Sources { get; } = [];

    /// <summary>Adds the contents of the folder that a guest's own metadatum names.</summary>
    /// <returns>The archive that it names instead, which goes into the file system as it is; null when there is none.</returns>
    public string? AddOwn(FileTree tree, ProjectItem guest)
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
            report(MissingFile.Describe(
                spans.SpanOf(guest, "Guest", "RootFileSystem"),
                $"RootFileSystem of guest '{guest.Identity}':",
                own,
                root));
        }

        return own;
    }

    /// <summary>Adds what is in the archive of an <c>…Archive</c> item.</summary>
    public void AddArchive(FileTree tree, ProjectItem item)
    {
        if (Exists(item, "Archive"))
        {
            string path = root(item.Identity);
            Sources.Add(item.Identity);
            if (!ArchiveFile.AddTo(tree, path, item.Identity, () => UnpackedOf(item), TargetOf(item), Cancellation))
            {
                report(HostDiagnostics.UnknownArchive(SpanOf(item, "Archive", ""), $"{prefix}Archive", item.Identity));
            }
        }
    }

    /// <summary>Adds everything below the directory of a <c>…Directory</c> item.</summary>
    public void AddDirectory(FileTree tree, ProjectItem item)
    {
        if (!Directory.Exists(root(item.Identity)))
        {
            report(MissingFile.DescribeFolder(
                SpanOf(item, "Directory", ""), $"{prefix}Directory", item.Identity, root, $"{prefix}File"));
            return;
        }

        var directory = new HostDirectory
        {
            Excludes = item.GetMetadata("Excludes").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Owner = OwnerOf(item, "Directory"),
        };
        directory.AddTo(tree, root(item.Identity), TargetOf(item));
    }

    /// <summary>Adds the file of a <c>…File</c> item.</summary>
    public void AddFile(FileTree tree, ProjectItem item)
    {
        if (!Exists(item, "File"))
        {
            return;
        }

        string target = item.GetMetadata("TargetPath");
        if (target.Length == 0 || target.EndsWith('/'))
        {
            target = $"{target.TrimEnd('/')}/{Path.GetFileName(item.Identity)}";
        }

        string path = root(item.Identity);
        tree.AddFile(target, new DiskContent(path), AttributesOf(item, "File", HostDirectory.PlainModeOf(path)));
    }

    /// <summary>Adds the symbolic link of a <c>…Link</c> item.</summary>
    public void AddLink(FileTree tree, ProjectItem item)
    {
        string target = item.GetMetadata("LinkTarget");
        if (target.Length == 0)
        {
            report(HostDiagnostics.MissingMetadata(SpanOf(item, "Link", ""), item.Identity, "LinkTarget"));
            return;
        }

        _ = ReadFlag(item, $"{prefix}Link", "Hard")
            ? tree.AddHardLink(item.Identity, target)
            : tree.AddSymbolicLink(item.Identity, target, AttributesOf(item, "Link", UnixMode.SymbolicLink));
    }

    /// <summary>Adds the device, pipe, socket or directory of a <c>…Node</c> item.</summary>
    public void AddNode(FileTree tree, ProjectItem item)
    {
        string type = item.GetMetadata("Type");
        EntryAttributes attributes = AttributesOf(item, "Node", type == "d" ? UnixMode.Directory : UnixMode.PrivateFile);
        (uint major, uint minor) = (ReadNumber(item, "Node", "Major"), ReadNumber(item, "Node", "Minor"));
        switch (type)
        {
            case "c":
                tree.AddCharacterDevice(item.Identity, major, minor, attributes);
                break;
            case "b":
                tree.AddBlockDevice(item.Identity, major, minor, attributes);
                break;
            case "p":
                tree.AddFifo(item.Identity, attributes);
                break;
            case "s":
                tree.AddSocket(item.Identity, attributes);
                break;
            case "d":
                tree.AddDirectory(item.Identity, attributes);
                break;
            default:
                report(HostDiagnostics.InvalidValue(
                    SpanOf(item, "Node", "Type"),
                    $"Type of {prefix}Node '{item.Identity}'",
                    "type",
                    type,
                    "c, b, p, s or d"));
                break;
        }
    }

    /// <summary>Adds what the list of a <c>…List</c> item says.</summary>
    public void AddList(FileTree tree, ProjectItem item)
    {
        if (Exists(item, "List"))
        {
            Sources.Add(item.Identity);
            ListFileSource.AddTo(tree, root(item.Identity), item.Identity, Variable, TargetOf(item));
        }
    }

    /// <summary>Where the project gives a metadatum of an item, or else where it has the item.</summary>
    public SourceSpan SpanOf(ProjectItem item, string type, string metadata) => spans.SpanOf(item, prefix + type, metadata);

    private bool Exists(ProjectItem item, string type)
    {
        if (File.Exists(root(item.Identity)))
        {
            return true;
        }

        report(MissingFile.Describe(SpanOf(item, type, ""), prefix + type, item.Identity, root, $"{prefix}Directory"));
        return false;
    }

    // Two archives of one name, from different folders, must not share the file.
    private string UnpackedOf(ProjectItem item)
    {
        byte[] hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(item.Identity));
        string file = root(Path.Combine(
            UnpackDirectory,
            $"{Path.GetFileNameWithoutExtension(item.Identity)}.{Convert.ToHexStringLower(hash[..4])}"));
        _unpacked.Add(Path.GetFileName(file));
        return file;
    }

    /// <summary>Removes what was unpacked of archives that are no longer taken.</summary>
    public void RemoveOthers()
    {
        if (Directory.Exists(root(UnpackDirectory)))
        {
            foreach (string file in Directory.EnumerateFiles(root(UnpackDirectory))
                .Where(file => !_unpacked.Contains(Path.GetFileName(file))))
            {
                File.Delete(file);
            }
        }
    }

    private static string TargetOf(ProjectItem item) => item.GetMetadata("TargetPath") is { Length: > 0 } target ? target : "/";

    private EntryAttributes AttributesOf(ProjectItem item, string type, int mode)
    {
        (uint user, uint group) = OwnerOf(item, type);
        return new() { Mode = ReadMode(item, type, mode), UserId = user, GroupId = group };
    }

    private (uint UserId, uint GroupId) OwnerOf(ProjectItem item, string type) =>
        (ReadNumber(item, type, "Uid"), ReadNumber(item, type, "Gid"));

    private uint ReadNumber(ProjectItem item, string type, string metadata)
    {
        string text = item.GetMetadata(metadata);
        uint number = 0;
        if (text.Length == 0 || uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return number;
        }

        report(HostDiagnostics.InvalidValue(
            SpanOf(item, type, metadata),
            $"{metadata} of {prefix}{type} '{item.Identity}'",
            "number",
            text,
            "a whole number from 0 to 4294967295"));
        return number;
    }

    private int ReadMode(ProjectItem item, string type, int otherwise)
    {
        string text = item.GetMetadata("Mode");
        if (text.Length is > 0 and <= 5 && text.All(static digit => digit is >= '0' and <= '7'))
        {
            return Convert.ToInt32(text, 8);
        }

        if (text.Length > 0)
        {
            report(HostDiagnostics.InvalidValue(
                SpanOf(item, type, "Mode"),
                $"Mode of {prefix}{type} '{item.Identity}'",
                "mode",
                text,
                "an octal number such as 0755"));
        }

        return otherwise;
    }
}

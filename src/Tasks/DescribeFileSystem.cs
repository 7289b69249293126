using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Partition.Building.Files;
using Partition.Diagnostics;
using Partition.Images.Files;

namespace Partition.Tasks;

/// <summary>Works out what goes into a file system, checks it, and writes it down as a list when it has changed.</summary>
[MSBuildMultiThreadableTask]
public sealed class DescribeFileSystem : PartitionTask
{
    /// <summary>The guest whose file system it is; items that name another one are passed over. None for the disk image.</summary>
    public ITaskItem? Guest { get; set; }

    /// <summary>The names of all guests.</summary>
    public string[] GuestNames { get; set; } = [];

    /// <summary>What the item types begin with: <c>Root</c> or <c>Disk</c>.</summary>
    [Required] public string Prefix { get; set; } = "";

    /// <summary>Files, with TargetPath, Mode, Uid and Gid.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>Directories whose contents are taken, with TargetPath, Excludes, Uid and Gid.</summary>
    public ITaskItem[] Directories { get; set; } = [];

    /// <summary>Archives whose contents are taken, with TargetPath.</summary>
    public ITaskItem[] Archives { get; set; } = [];

    /// <summary>Lists of entries, with TargetPath.</summary>
    public ITaskItem[] Lists { get; set; } = [];

    /// <summary>Links by their target paths, with LinkTarget and Hard.</summary>
    public ITaskItem[] Links { get; set; } = [];

    /// <summary>Devices, pipes, sockets and empty directories by their target paths, with Type, Major, Minor, Mode, Uid and Gid.</summary>
    public ITaskItem[] Nodes { get; set; } = [];

    /// <summary>The list to write.</summary>
    [Required] public string ListFile { get; set; } = "";

    /// <summary>The file system that will be made of the list.</summary>
    [Required] public string OutputFile { get; set; } = "";

    /// <summary>The date of every entry, in seconds since 1970.</summary>
    public long Timestamp { get; set; }

    /// <summary><see cref="ListFile"/> with the metadatum OutputFile; empty when there is nothing to put into the file system.</summary>
    [Output] public ITaskItem[] WrittenList { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        var items = new FileSystemItems(Prefix, Places, Root, Report)
        {
            Variable = TaskEnvironment.GetEnvironmentVariable,
            UnpackDirectory = Path.ChangeExtension(ListFile, "archives"),
        };
        var tree = new FileTree();
        string? own = Guest is null ? null : items.AddOwn(tree, Guest);
        Collect("Archive", Archives, items.AddArchive);
        Collect("Directory", Directories, items.AddDirectory);
        Collect("File", Files, items.AddFile);
        Collect("Link", Links, items.AddLink);
        Collect("Node", Nodes, items.AddNode);
        Collect("List", Lists, items.AddList);
        if (Log.HasLoggedErrors)
        {
            return;
        }

        items.RemoveOthers();
        if (tree.Count == 1 && own is null)
        {
            // Of an earlier build, in which there was something to put into it.
            foreach (string file in new[] { Root(OutputFile), Root(ListFile) }.Where(File.Exists))
            {
                File.Delete(file);
            }

            return;
        }

        string[] ready = own is null ? [] : [own];
        AtomicFile.WriteIfDifferent(Root(ListFile), FileList.Write(tree, ready, items.Sources, Root, Timestamp));
        WrittenList = [new TaskItem(ListFile, new Dictionary<string, string> { ["OutputFile"] = OutputFile })];

        void Collect(string type, ITaskItem[] source, Action<FileTree, ITaskItem> add)
        {
            if (IsFirst)
            {
                Report(source.SelectMany(item => CheckItem(item, type, items)));
            }

            foreach (ITaskItem item in source.Where(IsMeant))
            {
                int known = tree.Diagnostics.Length;
                add(tree, item);
                Diagnostic[] found = [.. tree.Diagnostics.Skip(known).Where(IsHeard)];
                if (found.Length > 0)
                {
                    Report(found, items.PlaceOf(item, type, "TargetPath")); // The project is read for the place, so not in every build.
                }
            }
        }
    }

    /// <summary>Whether this is the file system with which faults of the items themselves are told; they are the same for all guests.</summary>
    private bool IsFirst => Guest is null || GuestNames.Length == 0 || Guest.ItemSpec == GuestNames[0];

    private IEnumerable<Diagnostic> CheckItem(ITaskItem item, string type, FileSystemItems items)
    {
        foreach (Diagnostic diagnostic in KnownMetadata.Check(item, Prefix + type, name => items.PlaceOf(item, type, name)))
        {
            yield return diagnostic;
        }

        if (item.GetMetadata("Guest") is { Length: > 0 } guest && Guest is not null && !GuestNames.Contains(guest, StringComparer.OrdinalIgnoreCase))
        {
            yield return HostDiagnostics.UnknownGuest(items.PlaceOf(item, type, "Guest"), item.ItemSpec, guest, NearestName.Find(guest, GuestNames));
        }
    }

    /// <summary>Whether anyone hears of it: a note goes to detailed logs only.</summary>
    private bool IsHeard(Diagnostic diagnostic) =>
        diagnostic.Severity != DiagnosticSeverity.Information || Log.LogsMessagesOfImportance(MessageImportance.Low);

    private bool IsMeant(ITaskItem item) =>
        item.GetMetadata("Guest") is not { Length: > 0 } guest || guest.Equals(Guest?.ItemSpec, StringComparison.OrdinalIgnoreCase);
}

using System.Collections.Immutable;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.Diagnostics;
using Partition.Images.Files;

namespace Partition.Building.FileSystems.Roots;

/// <summary>Knows which item of the project an entry of a root file system comes from.</summary>
internal sealed class RootSources(BuildSession session, FileSystemRequest request, FileTree tree)
{
    private readonly ProjectItem _guest = request.Guest!;

    /// <summary>The file of this machine that an entry is a copy of, as the project names it; <see langword="null"/> when it is part of
    /// an archive.</summary>
    public string? FileOf(string path) =>
        tree.Find(path)?.Content is DiskContent { IsPart: false } content
            ? Path.GetRelativePath(session.Root("."), session.Root(content.Path))
            : null;

    /// <summary>Locates the item that brings an entry, or else the guest's.</summary>
    public SourceSpan SpanOf(string path) =>
        FindItem(path) is var (item, type) ? session.Spans.SpanOf(item, type, "") : SpanOfGuest("RootFileSystem");

    /// <summary>Locates a metadatum of the guest, or else the guest.</summary>
    public SourceSpan SpanOfGuest(string metadata) => session.Spans.SpanOf(_guest, "Guest", metadata);

    /// <summary>Whether an error of an entry itself is reported with this guest: what several guests share is reported once.</summary>
    public bool IsReportedHere(string path) =>
        FindItem(path) is not var (item, _)
        || item.GetMetadata("Guest").Length > 0
        || request.GuestNames.IsEmpty
        || request.GuestNames[0] == _guest.Identity;

    private (ProjectItem Item, string Type)? FindItem(string path)
    {
        if (tree.Find(path)?.Content is not DiskContent content)
        {
            return null;
        }

        string file = new FileInfo(session.Root(content.Path)).FullName;
        return content.IsPart ? Find(request.Archives, "RootArchive", static _ => true)
            : Find(request.Files, "RootFile", source => source == file)
            ?? Find(request.Directories, "RootDirectory", source => file.StartsWith(
                $"{source.TrimEnd(Path.DirectorySeparatorChar)}{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

        (ProjectItem, string)? Find(ImmutableArray<ProjectItem> items, string type, Func<string, bool> fits) =>
            items
                .Where(item => FileSystemDescription.IsMeant(request, item))
                .FirstOrDefault(item => fits(new FileInfo(session.Root(item.Identity)).FullName)) is { } item ? (item, type) : null;
    }
}

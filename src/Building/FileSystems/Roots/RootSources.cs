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

    /// <summary>Locates what gives an entry its mode, or else the entry.</summary>
    public SourceSpan SpanOfMode(string path) =>
        FindItem(path) is var (item, type) ? session.Spans.SpanOf(item, type, "Mode") : SpanOf(path);

    /// <summary>What makes an entry a program that may be executed: that depends on what brings it.</summary>
    public string RemedyForMode(string path) => FindItem(path) switch
    {
        (var item, _) when item.GetMetadata("Mode").Length > 0 => "Set its Mode to 0755.",
        (_, "RootFile") => "Set Mode=\"0755\" on the item, or make the source file executable.",
        (_, "RootDirectory") => $"Make '{FileOf(path)}' executable (chmod +x), or add it as a RootFile with Mode=\"0755\".",
        _ => "Make it executable in the archive or list that it comes from.",
    };

    /// <summary>Whether an item of the project brings an entry.</summary>
    public bool IsOfItem(string path) => FindItem(path) is not null;

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

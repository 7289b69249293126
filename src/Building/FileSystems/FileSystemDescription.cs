using System.Collections.Immutable;
using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.Diagnostics;
using Partition.Images.Files;

namespace Partition.Building.FileSystems;

/// <summary>What goes into a file system, worked out from the project's items and checked.</summary>
/// <param name="List">The entries as text, with the dates of the files that they come from: it differs whenever the file system
/// would.</param>
/// <remarks>It is worked out in every build, because only looking at a folder shows what came to it.</remarks>
internal sealed record FileSystemDescription(string List)
{
    /// <summary>Describes a file system, and reports what is wrong with it.</summary>
    /// <returns>The description; <see langword="null"/> when nothing goes into the file system, or after an error.</returns>
    public static FileSystemDescription? Of(BuildSession session, FileSystemRequest request)
    {
        var items = new FileSystemItems(request.Prefix, session.Spans, session.Root, session.Report)
        {
            Variable = session.GetEnvironmentVariable,
            ReadFlag = session.ReadFlag,
            Cancellation = session.Cancellation,
            UnpackDirectory = Path.ChangeExtension(request.ListFile, "archives"),
        };
        int errors = session.ErrorCount;
        var tree = new FileTree();
        string? own = request.Guest is null ? null : items.AddOwn(tree, request.Guest);
        Diagnostic[] ofOwn = [.. tree.Diagnostics.Where(diagnostic => IsShown(session, diagnostic))];
        if (ofOwn.Length > 0)
        {
            session.Report(ofOwn, session.Spans.SpanOf(request.Guest!, "Guest", "RootFileSystem"));
        }

        Collect("Archive", request.Archives, items.AddArchive);
        Collect("Directory", request.Directories, items.AddDirectory);
        Collect("File", request.Files, items.AddFile);
        Collect("Link", request.Links, items.AddLink);
        Collect("Node", request.Nodes, items.AddNode);
        Collect("List", request.Lists, items.AddList);
        if (session.ErrorCount != errors)
        {
            return null;
        }

        items.RemoveOthers();
        string[] ready = own is null ? [] : [own];
        return tree.Count == 1 && own is null
            ? null
            : new(FileList.Write(tree, ready, items.Sources, session.Root, request.Timestamp));

        void Collect(string type, ImmutableArray<ProjectItem> source, Action<FileTree, ProjectItem> add)
        {
            if (IsFirst(request))
            {
                session.Report(source.SelectMany(item => CheckItem(request, item, type, items)));
            }

            foreach (ProjectItem item in source.Where(item => IsMeant(request, item)))
            {
                int known = tree.Diagnostics.Length;
                try
                {
                    add(tree, item);
                }
                catch (InputFileException exception)
                {
                    session.Report(exception.Diagnostic with { Span = items.SpanOf(item, type, "") });
                }

                Diagnostic[] found = [.. tree.Diagnostics.Skip(known).Where(diagnostic => IsShown(session, diagnostic))];
                if (found.Length > 0)
                {
                    // The project is read for the span, so not in every build.
                    session.Report(found, items.SpanOf(item, type, "TargetPath"));
                }
            }
        }
    }

    /// <summary>
    /// Whether this is the file system with which errors of the items themselves are reported; they are the same for all guests.
    /// </summary>
    private static bool IsFirst(FileSystemRequest request) =>
        request.Guest is null || request.GuestNames.IsEmpty || request.Guest.Identity == request.GuestNames[0];

    private static IEnumerable<Diagnostic> CheckItem(FileSystemRequest request, ProjectItem item, string type, FileSystemItems items)
    {
        foreach (Diagnostic diagnostic in KnownMetadata.Check(item, request.Prefix + type, name => items.SpanOf(item, type, name)))
        {
            yield return diagnostic;
        }

        foreach (string name in (string[])["TargetPath", "LinkTarget"])
        {
            // A path that is not absolute is an error of its own, with the same remedy.
            if (item.GetMetadata(name) is { } path && path.StartsWith('/') && path.Contains('\\', StringComparison.Ordinal))
            {
                yield return HostDiagnostics.BackslashInTarget(items.SpanOf(item, type, name), $"{name} of '{item.Identity}'", path);
            }
        }

        if (item.GetMetadata("Guest") is { Length: > 0 } guest
            && request.Guest is not null
            && !request.GuestNames.Contains(guest, StringComparer.OrdinalIgnoreCase))
        {
            SourceSpan span = items.SpanOf(item, type, "Guest");
            yield return HostDiagnostics.UnknownGuest(span, item.Identity, guest, NearestName.Find(guest, request.GuestNames));
        }
    }

    private static bool IsShown(BuildSession session, Diagnostic diagnostic) =>
        diagnostic.Severity != DiagnosticSeverity.Information || session.IsShown(Importance.Detailed);

    /// <summary>Whether an item goes into a file system: it names that guest, or none.</summary>
    public static bool IsMeant(FileSystemRequest request, ProjectItem item) =>
        item.GetMetadata("Guest") is not { Length: > 0 } guest || guest.Equals(request.Guest?.Identity, StringComparison.OrdinalIgnoreCase);
}

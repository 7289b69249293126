using System.Collections.Immutable;
using Partition.DeviceTree;
using Partition.Images;

namespace Partition.Tasks;

/// <summary>Compares a finished image with what it was made of, through a reader that shares no code with the writer.</summary>
internal static class ImageComparison
{
    /// <summary>Compares every file of a list with the one on the image.</summary>
    /// <param name="stream">The image.</param>
    /// <param name="name">The image's name in messages.</param>
    /// <param name="entries">What it was made of.</param>
    /// <param name="root">Roots a source at the project's directory.</param>
    /// <returns>The differences.</returns>
    public static IEnumerable<Diagnostic> Compare(
        Stream stream, string name, ImmutableArray<FileSystemEntry> entries, Func<string, string> root)
    {
        Ext2OpenResult opened = Ext2Reader.Open(stream);
        var diagnostics = new List<ImageDiagnostic>(opened.Diagnostics);
        if (opened.Reader is not { } image)
        {
            return Place(diagnostics, name);
        }

        Ext2Listing listing = image.List();
        diagnostics.AddRange(listing.Diagnostics);
        Dictionary<string, Ext2Entry> found = listing.Entries.ToDictionary(static entry => entry.Path, StringComparer.Ordinal);
        var differences = new List<Diagnostic>();
        foreach (FileSystemEntry entry in WithoutReplaced(entries))
        {
            if (!found.TryGetValue(entry.TargetPath, out Ext2Entry? file))
            {
                differences.Add(HostDiagnostics.ImageDiffers(name, entry.TargetPath, "is not there"));
            }
            else if (!HasSameBytes(image, file, root(entry.Source), diagnostics))
            {
                differences.Add(HostDiagnostics.ImageDiffers(name, entry.TargetPath, $"differs from '{entry.Source}'"));
            }
        }

        return [.. Place(diagnostics, name), .. differences];
    }

    /// <summary>The files of a list; of several for one path, the last, which is the one that counts.</summary>
    private static IEnumerable<FileSystemEntry> WithoutReplaced(ImmutableArray<FileSystemEntry> entries) => entries
        .GroupBy(static entry => entry.TargetPath, StringComparer.Ordinal)
        .Select(static group => group.Last())
        .Where(static entry => entry.Kind == FileSystemEntryKind.File);

    private static bool HasSameBytes(Ext2Reader image, Ext2Entry file, string source, List<ImageDiagnostic> diagnostics)
    {
        using Stream? packed = image.OpenFile(file, diagnostics);
        using FileStream original = File.OpenRead(source);
        return packed is not null && StreamComparison.AreEqual(packed, original);
    }

    private static IEnumerable<Diagnostic> Place(List<ImageDiagnostic> diagnostics, string name) =>
        diagnostics.Select(diagnostic => diagnostic.ToDiagnostic(SourceSpan.File(name)));
}

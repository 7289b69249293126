using Partition.Building.Diagnostics;
using Partition.Diagnostics;
using Partition.Images.Ext2;
using Partition.Images.Files;

namespace Partition.Building.FileSystems;

/// <summary>Compares a finished image with what it was made of, through a reader that shares no code with the writer.</summary>
internal static class ImageComparison
{
    /// <summary>Checks the image as a file system, and compares every file of a plan with the one on it.</summary>
    /// <param name="stream">The image.</param>
    /// <param name="name">The image's name in messages.</param>
    /// <param name="tree">What it was made of.</param>
    /// <returns>The differences.</returns>
    public static IEnumerable<Diagnostic> Compare(Stream stream, string name, FileTree tree)
    {
        Ext2OpenResult opened = Ext2Reader.Open(stream);
        var diagnostics = new List<Diagnostic>(opened.Diagnostics);
        if (opened.Reader is not { } image)
        {
            return Place(diagnostics, name);
        }

        diagnostics.AddRange(image.Check());
        Dictionary<string, Ext2Entry> found = image.List().Entries.ToDictionary(static entry => entry.Path, StringComparer.Ordinal);
        var differences = new List<Diagnostic>();
        foreach (FileEntry entry in tree.Entries)
        {
            if (!found.TryGetValue(entry.Path, out Ext2Entry? file))
            {
                differences.Add(HostDiagnostics.ImageDiffers(name, entry.Path, "is not there"));
            }
            else if (entry.Content is { } content && !HasSameBytes(image, file, content, diagnostics))
            {
                differences.Add(HostDiagnostics.ImageDiffers(name, entry.Path, "has another content"));
            }
        }

        return [.. Place(diagnostics, name), .. differences];
    }

    private static bool HasSameBytes(Ext2Reader image, Ext2Entry file, IFileContent content, List<Diagnostic> diagnostics)
    {
        using Stream? packed = image.OpenFile(file, diagnostics);
        using Stream original = content.OpenRead();
        return packed is not null && StreamComparison.AreEqual(packed, original);
    }

    private static IEnumerable<Diagnostic> Place(List<Diagnostic> diagnostics, string name) =>
        diagnostics.Select(diagnostic => diagnostic.WithFallback(SourceSpan.File(name)));
}

using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Tool.Files;
using Partition.Tool.Reporting;

namespace Partition.Tool.Commands;

/// <summary>One extraction of an image into a directory that begins empty.</summary>
/// <remarks>Directories come first, then files, and links last. As the directory begins empty, nothing is ever written through a link,
/// whatever names the image holds.</remarks>
internal sealed class Extraction(OpenedImage image, string imagePath, string directory, Report report)
{
    private bool _isMade;

    /// <summary>Extracts everything, or leaves the directory as it was.</summary>
    public void Run()
    {
        CheckEntries();
        if (report.HasErrors || !ClaimDirectory())
        {
            return;
        }

        bool isDone = false;
        try
        {
            ExtractAll();
            isDone = !report.HasErrors;
        }
        finally
        {
            if (!isDone)
            {
                Clear();
            }
        }
    }

    private void CheckEntries()
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var links = new ImageLinks(image.Entries);
        foreach (Ext2Entry entry in image.Entries)
        {
            if (!paths.Add(entry.Path))
            {
                report.Error(imagePath, $"There are two entries named '{entry.Path}'. Build or copy the image again.");
            }

            if (HostPath.FaultOf(entry.Path) is { } fault)
            {
                report.Error(imagePath, $"'{entry.Path}' cannot be extracted: {fault}.");
            }
            else if (entry.Kind == FileEntryKind.SymbolicLink && links.Climbs(entry.Path))
            {
                report.Error(imagePath, $"The link '{entry.Path}' leads to '{entry.LinkTarget}', which is outside of the directory.");
            }
            else if (!IsExtracted(entry.Kind))
            {
                report.Warning(imagePath, $"'{entry.Path}' is neither a file, a directory nor a link; it is left out.");
            }
        }
    }

    private static bool IsExtracted(FileEntryKind kind) =>
        kind is FileEntryKind.RegularFile or FileEntryKind.Directory or FileEntryKind.SymbolicLink;

    private bool ClaimDirectory()
    {
        if (File.Exists(directory) || (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any()))
        {
            report.Error(directory, "There is something here already. Name a directory that is empty or does not exist.");
            return false;
        }

        _isMade = !Directory.Exists(directory);
        Directory.CreateDirectory(directory);
        return true;
    }

    private void ExtractAll()
    {
        Ext2Entry[] directories = [.. Of(FileEntryKind.Directory).Where(static entry => entry.Path != "/")];
        foreach (Ext2Entry entry in directories)
        {
            Directory.CreateDirectory(PathOf(entry));
        }

        foreach (Ext2Entry entry in Of(FileEntryKind.RegularFile))
        {
            ExtractFile(entry);
        }

        foreach (Ext2Entry entry in Of(FileEntryKind.SymbolicLink))
        {
            File.CreateSymbolicLink(PathOf(entry), entry.LinkTarget);
        }

        // Deepest first, and last of all: a directory may be read-only, and its time changes with every entry.
        foreach (Ext2Entry entry in directories.Reverse())
        {
            Directory.SetLastWriteTimeUtc(PathOf(entry), TimeOf(entry));
            SetMode(entry);
        }
    }

    private IEnumerable<Ext2Entry> Of(FileEntryKind kind) => image.Entries.Where(entry => entry.Kind == kind);

    private void ExtractFile(Ext2Entry entry)
    {
        using Stream? content = image.OpenFile(entry);
        if (content is null)
        {
            return;
        }

        using (var file = new FileStream(PathOf(entry), FileMode.CreateNew, FileAccess.Write))
        {
            SparseCopy.Copy(content, file);
        }

        if (new FileInfo(PathOf(entry)).Length != entry.Size)
        {
            report.Error(imagePath, $"'{entry.Path}' could not be read to its end. Build or copy the image again.");
        }

        File.SetLastWriteTimeUtc(PathOf(entry), TimeOf(entry));
        SetMode(entry);
    }

    // The bits that lend an owner's rights are dropped with the owner.
    private void SetMode(Ext2Entry entry)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf(entry), (UnixFileMode)(entry.Mode & UnixMode.AccessMask));
        }
    }

    private static DateTime TimeOf(Ext2Entry entry) => DateTimeOffset.FromUnixTimeSeconds(entry.ModificationTime).UtcDateTime;

    private string PathOf(Ext2Entry entry) => Path.Join(directory, entry.Path);

    private void Clear()
    {
        if (_isMade)
        {
            Directory.Delete(directory, recursive: true);
            return;
        }

        foreach (FileSystemInfo entry in new DirectoryInfo(directory).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } child)
            {
                child.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }
}

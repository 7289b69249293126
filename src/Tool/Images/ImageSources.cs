using Partition.Building.Files;
using Partition.Images.Files;
using Partition.Tool.Reporting;

namespace Partition.Tool.Images;

/// <summary>
/// Puts the directories, archives and lists of a command line into a plan: a path of this machine, and after a colon where it goes.
/// </summary>
internal sealed class ImageSources(Report report) : IDisposable
{
    private readonly List<string> _unpacked = [];

    /// <summary>How directories are read.</summary>
    public HostDirectory Directory { get; set; } = new();

    /// <summary>Adds the contents of a directory.</summary>
    public void AddDirectory(FileTree tree, string argument)
    {
        (string path, string target) = Divide(argument, System.IO.Directory.Exists);
        if (System.IO.Directory.Exists(path))
        {
            Directory.AddTo(tree, path, target);
        }
        else
        {
            report.Error(path, "There is no such directory.");
        }
    }

    /// <summary>Adds the contents of an archive.</summary>
    public void AddArchive(FileTree tree, string argument)
    {
        (string path, string target) = Divide(argument, File.Exists);
        if (!File.Exists(path))
        {
            report.Error(path, "There is no such archive.");
        }
        else if (!ArchiveFile.AddTo(tree, path, path, Unpacked, target))
        {
            report.Error(path, "This is neither a tar nor a newc archive, nor one of them compressed with gzip.");
        }
    }

    /// <summary>Adds what a list or a table says.</summary>
    public void AddList(FileTree tree, string argument)
    {
        (string path, string target) = Divide(argument, File.Exists);
        if (File.Exists(path))
        {
            ListFileSource.AddTo(tree, path, path, Environment.GetEnvironmentVariable, target);
        }
        else
        {
            report.Error(path, "There is no such list.");
        }
    }

    /// <summary>Removes what was unpacked.</summary>
    public void Dispose()
    {
        foreach (string path in _unpacked)
        {
            File.Delete(path);
        }
    }

    // A name may have a colon in it.
    private static (string Path, string Target) Divide(string argument, Func<string, bool> exists)
    {
        int colon = argument.LastIndexOf(':');
        return colon <= 0 || exists(argument) ? (argument, "/") : (argument[..colon], "/" + argument[(colon + 1)..].Trim('/'));
    }

    private string Unpacked()
    {
        // Only its owner may read it, as the file that takes its place.
        string path = Path.GetTempFileName();
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch); // older than any archive
        _unpacked.Add(path);
        return path;
    }
}

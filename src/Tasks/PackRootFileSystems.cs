using Microsoft.Build.Framework;
using Partition.Building.FileSystems;
using Partition.Building.FileSystems.Roots;
using Partition.Building.Items;
using Partition.Building.Stages;

namespace Partition.Tasks;

/// <summary>Packs the initial RAM file system of every guest that has one, as a newc archive.</summary>
[MSBuildMultiThreadableTask]
public sealed class PackRootFileSystems : FileSystemTask
{
    /// <summary>The guests, each with RootFileSystem, and RootFileSystemList and RootFileSystemImage to write.</summary>
    [Required] public ITaskItem[] Guests { get; set; } = [];

    /// <summary>How to compress them: none or gzip.</summary>
    [Required] public string Compression { get; set; } = "";

    /// <summary>The folder of the cache in which compressed archives are looked for and kept; empty for none.</summary>
    public string CachePath { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        Stage stage = Begin("PackRootFileSystem");
        FileSystemRequest all = Describe("Root", "") with { GuestNames = [.. Guests.Select(static guest => guest.ItemSpec)] };
        foreach (ProjectItem guest in ItemsOf(Guests))
        {
            FileSystemRequest files = all with { Guest = guest, ListFile = guest.GetMetadata("RootFileSystemList") };
            RootFileSystemStep.Run(Session, stage, files, Compression, guest.GetMetadata("RootFileSystemImage"), CachePath);
        }
    }
}

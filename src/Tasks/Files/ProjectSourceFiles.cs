using Microsoft.Build.Framework;
using Partition.DeviceTree;

namespace Partition.Tasks;

/// <summary>Gives the device tree compiler files of the disk, rooted at the project's directory.</summary>
internal sealed class ProjectSourceFiles(TaskEnvironment environment) : ISourceFiles
{
    public byte[]? TryRead(string path)
    {
        string rooted = environment.GetAbsolutePath(path);
        return File.Exists(rooted) ? File.ReadAllBytes(rooted) : null;
    }
}

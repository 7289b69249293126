using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Partition.Building.BootMedium;

namespace Partition.Tasks;

/// <summary>The files of a boot medium as items of MSBuild.</summary>
internal static class BootFileItems
{
    /// <summary>Reads the list of boot files; nothing when it does not exist.</summary>
    /// <param name="manifest">The list, as an absolute path.</param>
    /// <returns>The files, with TargetPath, Mode, and LoadAddress for those that are loaded without a boot loader.</returns>
    public static ITaskItem[] Read(string manifest) =>
    [
        .. BootManifest.Read(manifest).Select(static entry => new TaskItem(entry.Source, new Dictionary<string, string>
        {
            ["TargetPath"] = entry.TargetPath,
            ["Mode"] = "0644",
            ["LoadAddress"] = entry.LoadAddress is { } address ? $"0x{address:x}" : "",
        })),
    ];
}

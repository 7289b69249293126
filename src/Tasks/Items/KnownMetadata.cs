using System.Collections;
using Microsoft.Build.Framework;
using Partition.DeviceTree;

namespace Partition.Tasks;

/// <summary>Finds metadata that a project gives and nobody reads: MSBuild takes any name, so a slip of the pen would be lost.</summary>
internal static class KnownMetadata
{
    private static readonly string[] s_guest =
    [
        "Memory", "MemoryBase", "PhysicalMemoryBase", "Cpus", "CpuAffinity", "ExclusiveCpus", "Devices", "Kernel", "PatchKernel", "PatchConditional", "KernelArguments", "Firmware", "RootFileSystem", "DeviceTree", "ConfigTree",
        "AutoStart", "BootMarker", "Priority", "TimeSlice", "BootDelay", "ConfigOverrides",
        // Given by the targets.
        "PlanFile", "OptionsFile", "DependencyFile", "OperatingSystemTreeFile", "OperatingSystemTreeSource", "ConfigTreeFile", "ConfigTreeSource",
        "RootFileSystemList", "RootFileSystemImage", "KernelImage", "FirmwareImage", "StartsAtReset",
    ];

    private static readonly Dictionary<string, string[]> s_known = new(StringComparer.Ordinal)
    {
        ["Guest"] = s_guest,
        ["GuestDevice"] = ["Guest", "Access", "ClockFrequency", "Backend"],
        ["VirtualDevice"] = ["Guest", "Type", "Backend"],
        ["ExpectDevice"] = ["Guest", "Pattern"],
        ["RejectDevice"] = ["Guest", "Pattern"],
        ["File"] = ["Guest", "TargetPath", "Mode", "Uid", "Gid"],
        ["Archive"] = ["Guest", "TargetPath"],
        ["Directory"] = ["Guest", "TargetPath", "Excludes", "Uid", "Gid"],
        ["Link"] = ["Guest", "LinkTarget", "Hard", "Uid", "Gid"],
        ["List"] = ["Guest", "TargetPath"],
        ["Node"] = ["Guest", "Type", "Major", "Minor", "Mode", "Uid", "Gid"],
    };

    /// <summary>Warns of metadata that nobody reads.</summary>
    /// <param name="item">The item.</param>
    /// <param name="kind">What it is: Guest, GuestDevice, VirtualDevice, ExpectDevice, RejectDevice, Archive, File, Directory, Link, Node or List.</param>
    /// <param name="placeOf">Where the project gives a metadatum.</param>
    public static IEnumerable<Diagnostic> Check(ITaskItem item, string kind, Func<string, SourceSpan> placeOf)
    {
        string[] known = s_known[kind];
        return
        [
            .. item.CloneCustomMetadata().Keys.Cast<string>()
                .Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
                .Where(name => NearestName.Find(name, known) is not null)
                .Select(name => HostDiagnostics.UnknownMetadata(placeOf(name), item.ItemSpec, name, NearestName.Find(name, known)!)),
        ];
    }
}

using System.Collections.Immutable;
using Partition.Building.Diagnostics;
using Partition.Building.Items;

namespace Partition.Building.Publishing;

/// <summary>Everything a build makes for others to use, whether it is built yet or not.</summary>
internal sealed record PartitionOutputs
{
    /// <summary>The <c>DeviceTree</c> items.</summary>
    public ImmutableArray<ProjectItem> Trees { get; init; } = [];

    /// <summary>The <c>DeviceTreeOverlay</c> items.</summary>
    public ImmutableArray<ProjectItem> Overlays { get; init; } = [];

    /// <summary>The <c>Guest</c> items.</summary>
    public ImmutableArray<ProjectItem> Guests { get; init; } = [];

    /// <summary>All <c>Root…</c> items.</summary>
    public ImmutableArray<ProjectItem> RootItems { get; init; } = [];

    /// <summary>The disk image; empty for none.</summary>
    public string DiskImage { get; init; } = "";

    /// <summary>Whether something of the project goes onto the disk image, besides boot files.</summary>
    public bool HasDiskItems { get; init; }

    /// <summary>The hypervisor's own tree; empty when no hypervisor is booted.</summary>
    public string HostTreeFile { get; init; } = "";

    /// <summary>The output folder.</summary>
    public required string Directory { get; init; }

    /// <summary>Lists the files with their kinds, as absolute paths.</summary>
    public IEnumerable<(string Path, string Kind)> List(BuildSession session) => ListAll(session)
        .Where(static output => output.Path.Length > 0)
        .Select(output => (new FileInfo(session.Root(output.Path)).FullName, output.Kind));

    private IEnumerable<(string Path, string Kind)> ListAll(BuildSession session)
    {
        bool hasBootFiles = HostTreeFile.Length > 0;
        return
        [
            .. Of(Trees, "OutputFile", "DeviceTree"),
            .. Of(Overlays, "MergedFile", "DeviceTree"),
            .. Of(Overlays, "OutputFile", "DeviceTreeOverlay"),
            (hasBootFiles || HasDiskItems ? DiskImage : "", "DiskImage"),
            (HostTreeFile, "HostTree"),
            .. Of(Guests, "OperatingSystemTreeFile", "GuestTree"),
            .. Of(Guests, "ConfigTreeFile", "ConfigTree"),
            .. Of(Guests, "KernelImage", "Kernel"),
            .. Guests.Select(guest => (FirmwareOf(session, guest), "Firmware")),
            .. Guests.Where(HasRootFileSystem).Select(static guest => (guest.GetMetadata("RootFileSystemImage"), "RootFileSystem")),
        ];
    }

    private static IEnumerable<(string Path, string Kind)> Of(IEnumerable<ProjectItem> items, string metadata, string kind) =>
        items.Select(item => (item.GetMetadata(metadata), kind));

    /// <summary>
    /// The firmware of a guest. Whether it has the hypervisor's own, a build finds out from its plan; where none ran, the file shows it.
    /// </summary>
    private string FirmwareOf(BuildSession session, ProjectItem guest)
    {
        string own = guest.GetMetadata("FirmwareImage");
        string hypervisors = $"{Directory}guests/{guest.Identity}/firmware.bin";
        return own.Length > 0 || guest.GetMetadata("StartsAtReset") == "true" || !File.Exists(session.Root(hypervisors))
            ? own
            : hypervisors;
    }

    /// <summary>Whether a guest names a root file system, or an item is for it or for all guests.</summary>
    private bool HasRootFileSystem(ProjectItem guest) =>
        guest.GetMetadata("RootFileSystem").Length > 0
        || RootItems.Any(item => item.GetMetadata("Guest") is var name
            && (name.Length == 0 || name.Equals(guest.Identity, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Places what was built below the output folder; a file that the project puts elsewhere gets its bare name.</summary>
    /// <param name="session">The build.</param>
    /// <param name="outputs">The outputs, each with Kind.</param>
    /// <param name="directory">The output folder.</param>
    /// <param name="configuration">The configuration, for the error when it has not been built.</param>
    /// <returns>The files that exist with their relative paths; none after an error.</returns>
    public static IEnumerable<(ProjectItem Output, string RelativePath)> Place(
        BuildSession session, ImmutableArray<ProjectItem> outputs, string directory, string configuration)
    {
        // Of the outputs, the trees always exist.
        ProjectItem? missing = outputs.FirstOrDefault(static output =>
            output.GetMetadata("Kind").EndsWith("Tree", StringComparison.Ordinal) && !File.Exists(output.Identity));
        if (missing is not null)
        {
            session.Report(HostDiagnostics.NotBuilt(session.ProjectFile, configuration, missing.Identity));
            return [];
        }

        return outputs.Where(static output => File.Exists(output.Identity)).Select(output =>
        {
            string relative = Path.GetRelativePath(session.Root(directory), output.Identity);
            bool isElsewhere = relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative);
            return (output, isElsewhere ? Path.GetFileName(relative) : relative);
        });
    }
}

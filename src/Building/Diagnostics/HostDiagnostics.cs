using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Hypervisors;

namespace Partition.Building.Diagnostics;

/// <summary>What can be wrong with the project itself or the machine that builds it.</summary>
internal static class HostDiagnostics
{
    public static Diagnostic Unexpected(string project, string task, Exception exception) => Diagnostic.Error(
        "HV0002", SourceSpan.File(project),
        $"{task} failed in a way that nobody foresaw; nothing was written. Please report it with this text: {exception}");

    public static Diagnostic FileSystem(string project, string message) => Diagnostic.Error("HV0003", SourceSpan.File(project),
        $"A file could not be read or written: {message}");

    public static Diagnostic FileNotFound(SourceSpan at, string what, string path, string? nearby) => Diagnostic.Error("HV0004", at,
        $"{what} '{path}' does not exist."
        + (nearby is null ? " Correct the path, or build the file first." : Suggest(path, nearby)));

    public static Diagnostic FolderForFile(SourceSpan at, string what, string path, string folderItem) => Diagnostic.Error("HV0035", at,
        $"{what} '{path}' is a folder. Name a file in it" + (folderItem.Length == 0 ? "." : $", or use {folderItem} for all of it."));

    public static Diagnostic FileForFolder(SourceSpan at, string what, string path, string fileItem) => Diagnostic.Error("HV0036", at,
        $"{what} '{path}' is a file, not a folder. Name the folder" + (fileItem.Length == 0 ? "." : $", or use {fileItem}."));

    public static Diagnostic NoClocks(SourceSpan at, string path) => Diagnostic.Error("HV0051", at,
        $"'{path}' of BoardClocks shows no device that uses a clock. Copy /sys/kernel/debug/clk/clk_summary from the running board; its "
        + "columns must include consumer and connection id, which older kernels do not show.");

    public static Diagnostic SeveralTrees(SourceSpan at, string path, ImmutableArray<string> boards) => Diagnostic.Warning("HV0052", at,
        $"'{path}' has {boards.Length} device trees, one after the other, for {string.Join(", ", boards)}. The first is read. "
        + "Write the tree of the board into a file of its own, and name that.");

    public static Diagnostic BackslashInTarget(SourceSpan at, string what, string path) => Diagnostic.Warning("HV0037", at,
        $"{what} is '{path}', and Linux takes a backslash for a letter of the name. Write '/' between folders: "
        + $"'{path.Replace('\\', '/')}'.");

    public static Diagnostic TreesShareFile(string file, IEnumerable<string> sources) => Diagnostic.Error("HV0005", SourceSpan.None,
        $"Two device trees would be written to '{file}': {string.Join(" and ", sources)}. "
        + "Rename one of the sources, or set HostTreeFile or MergedTree to another name.");

    public static Diagnostic NoFirmware(SourceSpan at, string guest) => Diagnostic.Warning("HV0015", at,
        $"Guest '{guest}' has no firmware, so its kernel itself starts at reset, which Linux cannot. "
        + "Set HypervisorDirectory to a built Xvisor, or the guest's Firmware; Firmware=none says that this is meant.");

    public static Diagnostic InvalidValue(SourceSpan at, string what, string kind, string text, string form) => Diagnostic.Error(
        "HV0007", at,
        $"{what} is not a valid {kind}: '{text}'. Use {form}{(form.EndsWith('?') ? "" : ".")}");

    public static Diagnostic EmptyDevices(SourceSpan at, string guest) => Diagnostic.Warning("HV0038", at,
        $"Devices of guest '{guest}' is empty, which means the same as '*': everything on the board. Write '*' or ';' (no devices), "
        + "or remove it.");

    public static Diagnostic InvalidFlag(SourceSpan at, string what, string text) => Diagnostic.Error("HV0028", at,
        $"{what} is '{text}'. Write true or false.");

    public static Diagnostic NoBoard(string project) => Diagnostic.Error("HV0009", SourceSpan.File(project),
        "There are guests and no board to divide among them. Set the property HostDeviceTree to the source of the board's device tree.");

    public static Diagnostic NoGuests(string project) => Diagnostic.Warning("HV0023", SourceSpan.File(project),
        "There is a board and no guest, so nothing is divided. Add one: <Guest Include=\"guest0\" Devices=\"uart0\" />. "
        + "For device trees without guests, use DeviceTree items in the place of HostDeviceTree.");

    public static Diagnostic UnknownName(SourceSpan at, string kind, string name, string nearest) => Diagnostic.Warning("HV0024", at,
        $"Nothing reads the {kind} '{name}'. Did you mean '{nearest}'?");

    public static Diagnostic PropertyForItem(SourceSpan at, string name, string value) => Diagnostic.Warning("HV0048", at,
        $"'{name}' must be an item, but is a property here, which nothing reads. Write it in an ItemGroup: "
        + $"<{name} Include=\"{Shown(value)}\" />.");

    public static Diagnostic ItemForProperty(SourceSpan at, string name, string value) => Diagnostic.Warning("HV0048", at,
        $"'{name}' must be a property, but is an item here, which nothing reads. Write it in a PropertyGroup: "
        + $"<{name}>{Shown(value)}</{name}>.");

    /// <summary>What to write so that includes of any folder are found.</summary>
    public static string AdviseAnyIncludeDirectory => "Name the folder that has it: <DeviceTreeIncludeDirectory Include=\"…\" />.";

    /// <summary>What to write so that includes are found that are in a folder near the source.</summary>
    public static string AdviseIncludeDirectory(string directory) =>
        $"'{directory}' has it. Add to the project: <DeviceTreeIncludeDirectory Include=\"{directory}\" />.";

    /// <summary>What to write so that the includes of a kernel's trees are found.</summary>
    public static string AdviseKernelDirectory(string prefixes) => "It is part of the source of Linux. Add the folder to the project: "
        + $"<DeviceTreeIncludeDirectory Include=\"LINUX/{prefixes}\" />, where LINUX is the folder of that source.";

    public static Diagnostic NoIncludeDirectory(SourceSpan at, string path, string? nearby) => Diagnostic.Warning("HV0025", at,
        $"The include directory '{path}' does not exist, so nothing is found in it."
        + (nearby is null ? " Correct the path, or remove the item." : Suggest(path, nearby)));

    public static Diagnostic InvalidDefine(SourceSpan at, string text) => Diagnostic.Error("HV0026", at,
        $"'{text}' does not define a macro. Write NAME or NAME=value, where NAME has letters, digits and '_' and begins with no digit; "
        + "semicolons separate several.");

    public static Diagnostic UnknownCheck(SourceSpan at, string name, string? nearest) => Diagnostic.Warning("HV0027", at,
        $"There is no check '{name}'." + (nearest is null ? " 'partition dtc --help' lists them." : $" Did you mean '{nearest}'?"));

    public static Diagnostic MissingMetadata(SourceSpan at, string item, string metadata) => Diagnostic.Error("HV0008", at,
        $"'{item}' has no {metadata}. Give the item this metadatum.");

    public static Diagnostic UnknownMetadata(SourceSpan at, string item, string name, string nearest) => Diagnostic.Warning("HV0016", at,
        $"Nothing reads the metadatum '{name}' of '{item}'. Did you mean '{nearest}'?");

    public static Diagnostic UnknownGuest(SourceSpan at, string item, string guest, string? nearest) => Diagnostic.Error("HV0017", at,
        $"'{item}' is meant for guest '{guest}', and there is no such guest." + (nearest is null ? "" : $" Did you mean '{nearest}'?")
        + " Name one guest, or none to mean all.");

    public static Diagnostic UnknownArchive(SourceSpan at, string what, string path) => Diagnostic.Error("HV0018", at,
        $"{what} '{path}' is neither a tar nor a newc archive, nor one of them compressed with gzip. "
        + "Unpack it and name the folder, or pack it anew.");

    public static Diagnostic QemuNotFound(string project, string command) => Diagnostic.Error("HV0010", SourceSpan.File(project),
        $"QEMU ('{command}') is not on the PATH. Install it (Debian: qemu-system-arm), or set the property QemuCommand to its path.");

    public static Diagnostic MachineNotSet(string project) => Diagnostic.Error("HV0011", SourceSpan.File(project),
        "QEMU is not told which machine to be. Set the property QemuMachine, for example to vexpress-a9.");

    public static Diagnostic HypervisorNotSet(string project, IHypervisor hypervisor) => Diagnostic.Error(
        "HV0012", SourceSpan.File(project),
        $"There is no {hypervisor.Name} to boot. {hypervisor.Boot?.HowToName} "
        + "Or build with -p:Hypervisor=None to boot a guest on its own.");

    public static Diagnostic HypervisorNotFound(string project, string path, string fault, string? nearby) => Diagnostic.Error(
        "HV0012", SourceSpan.File(project),
        $"The hypervisor '{path}' {fault}.{Suggest(path, nearby)} "
        + "Build it, or set the property HypervisorKernel to where it is.");

    public static Diagnostic HypervisorNotPublished(SourceSpan at, string path, string fault, string? nearby) => Diagnostic.Warning(
        "HV0012", at,
        $"The hypervisor '{path}' {fault}, so it is not published, and neither is a script that boots it."
        + $"{Suggest(path, nearby)} Build it, or set the property HypervisorKernel to where it is.");

    public static Diagnostic RunGuestNotSet(string project, string wanted, string[] guests) => Diagnostic.Error(
        "HV0013", SourceSpan.File(project),
        (wanted.Length == 0 ? "There are several guests, and one boots at a time. " : $"There is no guest '{wanted}'. ")
        + $"Say which one by the property RunGuest, for example with 'dotnet run -p:RunGuest={guests.FirstOrDefault("guest0")}'. "
        + $"The guests are: {string.Join(", ", guests)}.");

    public static Diagnostic NothingToBoot(string project, string guest) => Diagnostic.Error("HV0014", SourceSpan.File(project),
        $"Guest '{guest}' has no kernel to boot. Set its metadatum Kernel.");

    public static Diagnostic CacheNotUsed(string project, string problem) => Diagnostic.Information("HV0021", SourceSpan.File(project),
        $"The cache of the property PartitionCachePath: {problem}. The build goes on without it.");

    public static Diagnostic SourcesOutsideOfPackRoot(string project, IEnumerable<string> sources, string root) => Diagnostic.Error(
        "HV0019", SourceSpan.File(project),
        $"{string.Join(", ", sources)} cannot be packed, being outside of '{root}'. "
        + "Set the property PackDeviceTreeRoot to a folder that all sources of the device trees are in.");

    public static Diagnostic NotBuilt(string project, string configuration, string missing) => Diagnostic.Error(
        "HV0022", SourceSpan.File(project),
        $"This project has not been built for {configuration}: '{missing}' is not there. Build it, or leave out --no-build.");

    public static Diagnostic SpecialFile(SourceSpan at, string path, string kind) => Diagnostic.Error("HV0030", at,
        $"'{path}' is {kind}, and an input must be a regular file. Copy what you need of it into one.");

    public static Diagnostic UnpacksTooFar(SourceSpan at, string path, long packed, long limit) => Diagnostic.Error("HV0031", at,
        $"'{path}' has {packed} bytes and unpacks to more than {limit}, as no root file system does. "
        + "If this is meant, unpack it and name the folder or the plain archive.");

    public static Diagnostic NameNotUtf8(SourceSpan at, string directory, string name) => Diagnostic.Error("HV0032", at,
        $"'{directory}' has an entry '{name}' whose name is not UTF-8, so it cannot be opened. Rename the entry, or exclude it.");

    public static Diagnostic UnknownRootFileSystem(SourceSpan at, string guest, string path, string found) => Diagnostic.Warning(
        "HV0033", at,
        $"RootFileSystem '{path}' of guest '{guest}' is {found}, which Linux cannot mount at boot. "
        + "Give it a newc archive, plain or compressed, or the image of a file system.");

    public static Diagnostic RootFileSystemTooLarge(SourceSpan at, string guest, string path, long length, long memory) => Diagnostic.Error(
        "HV0034", at,
        $"RootFileSystem '{path}' has {length} bytes, and guest '{guest}' only {memory} bytes of memory, into which it is loaded. "
        + "Raise Memory, or make the root file system smaller.");

    public static Diagnostic ImageDiffers(string image, string target, string problem) => Diagnostic.Error("HV0020", SourceSpan.File(image),
        $"The finished image does not hold what it was made of: '{target}' {problem}. Delete the image and build again; "
        + "report it if it comes back.");

    private static string Shown(string value) => value.Length == 0 ? "…" : value;

    /// <summary>The sentence that proposes a path; empty when there is none to propose.</summary>
    private static string Suggest(string path, string? nearby) => nearby is null ? ""
        : $" Did you mean '{nearby}'?"
            + (nearby.Equals(path, StringComparison.OrdinalIgnoreCase) ? " Upper and lower case differ here." : "");
}

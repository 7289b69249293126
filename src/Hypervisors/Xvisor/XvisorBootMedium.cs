using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;

namespace Partition.Hypervisors.Xvisor;

/// <summary>A disk image that is Xvisor's initial RAM disk, with the script that Xvisor runs.</summary>
internal sealed class XvisorBootMedium : IBootMedium
{
    public string HowToName => "Set the property HypervisorDirectory to the folder of a built Xvisor v0.3.0.";

    public DeviceTreeDocument BuildHostTree(DeviceTreeDocument board, BootRequest request, ICollection<Diagnostic> diagnostics) =>
        HostTree.Build(board, request.HypervisorArguments, diagnostics);

    public BootFileSet BuildBootFiles(BootRequest request) => BootFileBuilder.Build(request);

    public bool ReadsBootText(string targetPath) => BootTextChecks.IsRead(targetPath);

    public IEnumerable<Diagnostic> CheckBootText(string targetPath, string text, string source) =>
        BootTextChecks.Check(targetPath, text, source);

    /// <summary>The disk image is the initial RAM disk.</summary>
    public QemuCommandLine CompleteCommand(QemuCommandLine command, BuiltPartition built) => command with
    {
        Memory = command.Memory.Length == 0 ? "512M" : command.Memory,
        InitialRamDisk = built.DiskImage,
    };
}

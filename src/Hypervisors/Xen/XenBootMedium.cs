using System.Globalization;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Xen;

/// <summary>A medium for U-Boot, whose script loads Xen, its tree and the guests' files.</summary>
internal sealed class XenBootMedium : IBootMedium
{
    public string HowToName => "Set the property HypervisorKernel to the file of Xen.";

    public DeviceTreeDocument BuildHostTree(DeviceTreeDocument board, BootRequest request, ICollection<Diagnostic> diagnostics) =>
        HostTree.Build(board, request, diagnostics);

    public BootFileSet BuildBootFiles(BootRequest request) => BootFileBuilder.Build(request);

    /// <summary>Gives the machine the board's RAM and CPUs, for which the files were laid out, and loads the files.</summary>
    public QemuCommandLine CompleteCommand(QemuCommandLine command, BuiltPartition built) => command with
    {
        Memory = command.Memory.Length > 0 ? command.Memory : MemoryOf(built.Board),
        Cpus = Math.Max(1, built.Board.Cpus.Length).ToString(CultureInfo.InvariantCulture),
        Loads = built.Loads,
    };

    private static string MemoryOf(Board board) =>
        string.Create(CultureInfo.InvariantCulture, $"{board.Memory.Aggregate(0UL, static (sum, range) => sum + range.Size) >> 20}M");
}

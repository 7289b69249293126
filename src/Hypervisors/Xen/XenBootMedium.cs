using System.Collections.Immutable;
using System.Globalization;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Units;

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

    /// <summary>
    /// The RAM from the board's first address up to its first hole. QEMU writes what the machine has into the tree as one range
    /// (hw/arm/boot.c): with the sum of two banks, that range would include the devices between them.
    /// </summary>
    private static string MemoryOf(Board board)
    {
        ImmutableArray<AddressRange> banks = [.. board.Memory.OrderBy(static bank => bank.Start)];
        ulong start = banks.IsEmpty ? 0 : banks[0].Start;
        ulong size = 0;
        foreach (AddressRange bank in banks.TakeWhile(bank => bank.Start == start + size))
        {
            size += bank.Size;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{size >> 20}M");
    }
}

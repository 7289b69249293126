using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Boards;

namespace Partition.Building.BootMedium;

/// <summary>What a hypervisor boots by, before anything is written.</summary>
/// <param name="Files">The files of the boot medium.</param>
/// <param name="HostTree">The board's tree with what the hypervisor itself reads there.</param>
/// <param name="Diagnostics">What was found in both; nothing may be written when one is an error.</param>
internal sealed record BootLayout(BootFileSet Files, DeviceTreeDocument HostTree, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Lays out the boot medium.</summary>
    public static BootLayout Of(IBootMedium medium, Board board, BootRequest request)
    {
        BootFileSet files = medium.BuildBootFiles(request);
        var diagnostics = new List<Diagnostic>(files.Diagnostics);
        DeviceTreeDocument host = medium.BuildHostTree(board.Document, request, diagnostics);
        return new(files, host, [.. diagnostics]);
    }
}

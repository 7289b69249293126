using Partition.DeviceTree.Blob;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Tests.Support;

namespace Partition.Partitioning.Tests.Boards;

/// <summary>
/// QEMU's machine <c>virt</c>, as QEMU itself describes it: a blob without labels, and eight virtio transports in each page.
/// </summary>
public class QemuVirtTests
{
    [ToolFact("qemu-system-arm")]
    public void TwoTransportsInOnePageAreRefusedWithThePageNamed()
    {
        Board board = Dump();

        string[] faults = board.Plan(Planning.Guest("/virtio_mmio@a000000", "left"), Planning.Guest("/virtio_mmio@a000200", "right"))
            .Messages();

        string fault = Assert.Single(faults, static message => message.StartsWith("HV2034", StringComparison.Ordinal));
        Assert.Contains("'/virtio_mmio@a000000'", fault, StringComparison.Ordinal);
        Assert.Contains("'/virtio_mmio@a000200'", fault, StringComparison.Ordinal);
        Assert.Contains("lie in one page of 4 KiB at 0x0a000000", fault, StringComparison.Ordinal);
    }

    [ToolFact("qemu-system-arm")]
    public void TransportsInDifferentPagesAreNot() =>
        Assert
            .Empty(Dump().Plan(Planning.Guest("/virtio_mmio@a000000", "left"), Planning.Guest("/virtio_mmio@a001000", "right")).Diagnostics
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

    private static Board Dump()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("qemu-system-arm", folder.Path, "-M", "virt,dumpdtb=virt.dtb", "-cpu", "cortex-a15", "-nic", "none", "-nographic")
            .Succeeded();
        return Board.Read(DeviceTreeBlob.Read(File.ReadAllBytes(folder["virt.dtb"])).Document!);
    }
}

using Partition.DeviceTree.Source;
using Partition.Partitioning.Boards;

namespace Partition.Tests;

/// <summary>The board that Xen runs on, as the sample project has it.</summary>
internal static class XenBoard
{
    private const string Source = "samples/qemu-virt-xen/board/virt.dts";

    /// <summary>The board, compiled anew: a tree can be changed, so no two tests share one.</summary>
    /// <param name="changes">Source that follows that of the board.</param>
    public static Board Read(string changes = "") =>
        Board.Read(TestTrees.Compile("virt.dts", new InMemorySourceFiles().Add("virt.dts", Repository.File(Source) + changes)));
}

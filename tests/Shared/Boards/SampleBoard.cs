using Partition.DeviceTree.Source;
using Partition.Partitioning.Boards;

namespace Partition.Tests;

/// <summary>The reference board, as the sample project has it.</summary>
internal static class SampleBoard
{
    private const string Folder = "samples/vexpress-a9/board";

    /// <summary>The board, compiled anew: a tree can be changed, so no two tests share one.</summary>
    public static Board Read()
    {
        var files = new InMemorySourceFiles();
        foreach (string path in Directory.GetFiles(Repository.Folder(Folder)))
        {
            files.Add(Path.GetFileName(path), File.ReadAllBytes(path));
        }

        return Board.Read(TestTrees.Compile("vexpress-v2p-ca9.dts", files));
    }
}

using Partition.Images.Files;
using Partition.Images.Sources;

namespace Partition.Building.Files;

/// <summary>Puts what a list says into a plan: one of gen_init_cpio's, or a table of devices as genext2fs has it.</summary>
internal static class ListFileSource
{
    /// <summary>Adds what a list says; its first entry shows of which kind it is.</summary>
    /// <param name="tree">The plan.</param>
    /// <param name="path">The list; locations in it start from its folder.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="variable">The value of a variable in a location.</param>
    /// <param name="targetPath">Where its entries go.</param>
    public static void AddTo(FileTree tree, string path, string name, Func<string, string?> variable, string targetPath)
    {
        string text = InputFile.ReadText(path);
        if (InitramfsList.IsOne(text))
        {
            string folder = Path.GetDirectoryName(path)!;
            InitramfsList.AddTo(tree, text, name, location => Open(Path.Combine(folder, location)), variable, targetPath);
        }
        else
        {
            DeviceTable.AddTo(tree, text, name, targetPath);
        }
    }

    private static DiskContent? Open(string path) => File.Exists(path) ? new DiskContent(path) : null;
}

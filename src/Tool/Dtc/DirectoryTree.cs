using Partition.Building.Files;
using System.Collections.Immutable;
using System.Text;
using Partition.DeviceTree.Model;

namespace Partition.Tool.Dtc;

/// <summary>Reads a device tree that is a directory, as Linux shows it in <c>/proc/device-tree</c>.</summary>
internal static class DirectoryTree
{
    /// <summary>
    /// Reads a directory: files become properties, directories nodes. Both are sorted by name, so that the result is the same everywhere.
    /// </summary>
    public static DeviceTreeDocument Read(string path)
    {
        var root = new DeviceTreeNode("");
        Fill(root, path);
        return new(root);
    }

    private static void Fill(DeviceTreeNode node, string path)
    {
        foreach (string file in Sorted(Directory.GetFiles(path)))
        {
            byte[] bytes = InputFile.ReadAll(file);
            if (IsNameOf(node, Path.GetFileName(file), bytes))
            {
                continue;
            }

            node.SetProperty(Path.GetFileName(file), new PropertyValue(ImmutableArray.Create(bytes), []));
        }

        foreach (string directory in Sorted(Directory.GetDirectories(path)))
        {
            // A link would lead out of the tree, or round in it.
            if (new DirectoryInfo(directory).LinkTarget is null)
            {
                Fill(node.AddChild(new(Path.GetFileName(directory))), directory);
            }
        }
    }

    /// <summary>Whether a file is the name that Linux shows as a property of each node; a blob of today has none.</summary>
    private static bool IsNameOf(DeviceTreeNode node, string file, byte[] bytes) =>
        file == "name" && Encoding.Latin1.GetString(bytes) == node.BaseName + "\0";

    private static string[] Sorted(string[] paths)
    {
        Array.Sort(paths, StringComparer.Ordinal);
        return paths;
    }
}

using Partition.DeviceTree;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.DeviceTree.Source;
using Partition.Partitioning.Boards;

namespace Partition.Survey;

/// <summary>The boards of a Linux source.</summary>
/// <param name="folder">A folder with the kernel's <c>arch</c> and <c>scripts/dtc/include-prefixes</c>.</param>
internal sealed class KernelBoards(string folder)
{
    private static readonly string[] s_architectures = ["arm", "arm64"];

    /// <summary>The paths of all boards of ARM, below <c>arch</c>, in order.</summary>
    public IReadOnlyList<string> Paths { get; } =
    [
        .. s_architectures
            .Select(name => Path.Combine(folder, "arch", name, "boot", "dts"))
            .Where(Directory.Exists)
            .SelectMany(static trees => Directory.EnumerateFiles(trees, "*.dts", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Path.Combine(folder, "arch"), path))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Compiles a board; RAM is added where the tree leaves it to the boot loader.</summary>
    /// <returns>The board; <see langword="null"/> for a source that does not compile.</returns>
    public Board? Read(string path)
    {
        var options = new CompilerOptions { IncludeDirectories = [Path.Combine(folder, "scripts", "dtc", "include-prefixes")] };
        if (DeviceTreeCompiler.Compile(Path.Combine(folder, "arch", path), new DiskFiles(), options).Document is not { } document)
        {
            return null;
        }

        if (Board.Read(document).Memory.IsEmpty)
        {
            WriteMemory(document.Root);
        }

        return Board.Read(document);
    }

    private static void WriteMemory(DeviceTreeNode root)
    {
        DeviceTreeNode memory = root.Children.FirstOrDefault(static node => node.BaseName == "memory")
            ?? root.AddChild(new DeviceTreeNode("memory@80000000"));
        uint[] cells =
        [
            .. Enumerable.Repeat(0u, (int)root.AddressCells - 1), 0x8000_0000,
            .. Enumerable.Repeat(0u, (int)root.SizeCells - 1), 0x4000_0000,
        ];
        memory.SetProperty("device_type", PropertyValue.FromStrings("memory"));
        memory.SetProperty("reg", PropertyValue.FromCells(cells));
    }

    private sealed class DiskFiles : ISourceFiles
    {
        public byte[]? TryRead(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;
    }
}

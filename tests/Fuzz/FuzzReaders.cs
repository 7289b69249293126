using Partition.DeviceTree.Fuzz;

namespace Partition.Fuzz;

/// <summary>All readers, with their inputs.</summary>
internal static class FuzzReaders
{
    /// <summary>Finds the inputs below the folder of the repository.</summary>
    public static IReadOnlyList<FuzzReader> Find(string repository)
    {
        string boards = Path.Combine(repository, "samples", "vexpress-a9", "board");
        string golden = Path.Combine(repository, "tests", "DeviceTree.Tests", "Golden", "dtc-edge", "overlay");
        (string Path, byte[] Bytes)[] sources =
        [
            .. Sources(boards),
            .. Sources(golden),
        ];
        return
        [
            .. ImageReaders.All(Corpus, File.ReadAllBytes(Path.Combine(repository, "tests", "Images.Tests", "Golden", "kernel.elf"))),
            .. PartitionReaders.All(Corpus, FuzzInputs.Find(repository), sources),
        ];

        static IEnumerable<(string, byte[])> Sources(string folder) => Directory.EnumerateFiles(folder, "*.dts")
            .Order(StringComparer.Ordinal)
            .Select(static path => (path, File.ReadAllBytes(path)));

        IEnumerable<byte[]> Corpus(string reader)
        {
            string folder = Path.Combine(repository, "tests", "Fuzz", "Corpus", reader);
            return Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)
                : [];
        }
    }
}

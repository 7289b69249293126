using System.Globalization;
using Partition.Building.Files;

namespace Partition.Building.BootMedium;

/// <summary>
/// The list of everything that goes onto the boot medium, a line each: source, target path and load address, with tabs between.
/// </summary>
internal static class BootManifest
{
    /// <summary>Writes the list.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="entries">What stands in it.</param>
    public static void Write(string path, IEnumerable<BootManifestEntry> entries) =>
        AtomicFile.Write(path, string.Concat(entries.Select(static entry =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.Source}\t{entry.TargetPath}\t{entry.LoadAddress:x}\n"))));

    /// <summary>Reads the list; nothing when the file is not there.</summary>
    /// <param name="path">The file to read.</param>
    public static IEnumerable<BootManifestEntry> Read(string path) =>
        (File.Exists(path) ? File.ReadAllLines(path) : []).Select(static line =>
    {
        string[] fields = line.Split('\t');
        ulong address = 0;
        bool isLoaded = fields.Length > 2 && ulong.TryParse(fields[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out address);
        return new BootManifestEntry(fields[0], fields[1], isLoaded ? address : null);
    });
}

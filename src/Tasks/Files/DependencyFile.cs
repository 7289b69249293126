using System.Globalization;
using Partition.Building.Files;

namespace Partition.Tasks;

/// <summary>The files that an output was made of, a line each: the date that the file had when it was read, a tab, and its path. Those that were
/// looked for and not there have the date 0.</summary>
/// <remarks>Dates are kept because a file can be replaced by an older one: then it is not newer than the output, and just as changed.</remarks>
internal static class DependencyFile
{
    private const char Separator = '\t';

    public static void Write(string path, IEnumerable<DatedFile> dependencies) => AtomicFile.Write(path, string.Concat(dependencies.Select(static file =>
        string.Create(CultureInfo.InvariantCulture, $"{file.Date}{Separator}{file.Path}\n"))));

    /// <summary>Reads what an output was made of; nothing when that was never written down.</summary>
    public static DatedFile[] Read(string path) => !File.Exists(path) ? [] : [.. File.ReadLines(path).Select(Parse)];

    // A line without a date, which only another version wrote, is a file that was not there.
    private static DatedFile Parse(string line) => line.Split(Separator, 2) is [var date, var path] && long.TryParse(date, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
        ? new(path, number)
        : new(line, 0);
}

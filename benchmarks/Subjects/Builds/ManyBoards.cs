using System.Globalization;
using Partition.Benchmarks.Measuring;
using Partition.Benchmarks.Native;

namespace Partition.Benchmarks.Subjects.Builds;

/// <summary>
/// Solutions of growing size: everything built, restore included, and then a build that has nothing to do. Wall time counts.
/// </summary>
internal static class ManyBoards
{
    private static readonly int[] s_sizes = [10, 50, 100, 200];

    private static readonly string[][] s_ways = [["build", "-nologo", "-m"], ["build", "-nologo", "-graph", "-m"]];

    /// <summary>Measures the sizes up to one, each once: a long build needs no median.</summary>
    /// <param name="folder">A folder with the packages.</param>
    /// <param name="most">The most boards.</param>
    public static IEnumerable<Row> Measure(string folder, int most)
    {
        foreach (int size in s_sizes.Where(size => size <= most))
        {
            var boards = new BoardSolution(
                Directory.CreateDirectory(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"boards{size}"))).FullName,
                size);
            foreach (string[] way in s_ways)
            {
                foreach (Row row in Measure(boards, size, way))
                {
                    yield return row;
                }

                boards.Clean();
            }
        }
    }

    private static Row[] Measure(BoardSolution boards, int size, string[] way)
    {
        TimeSpan first = DotnetProcess.Run(boards.Folder, way).Cost.Wall;
        string? fault = boards.FindFault();
        Dictionary<string, DateTime> before = boards.Dates();
        TimeSpan second = DotnetProcess.Run(boards.Folder, way).Cost.Wall;
        Dictionary<string, DateTime> after = boards.Dates();
        int written = after.Count(file => !before.TryGetValue(file.Key, out DateTime date) || date != file.Value);
        string ran = RanStages.Of(DotnetProcess.Run(boards.Folder, [.. way, RanStages.Argument]).Output);
        return
        [
            RowOf("first build", first, fault is null ? new(true, "images and trees are right") : new(false, $"DIFFERENT: {fault}")),
            RowOf(
                "second build",
                second,
                written == 0 && ran == "nothing" ? new(true, "wrote nothing") : new(false, $"DIFFERENT: wrote {written} files, ran {ran}")),
        ];

        Row RowOf(string build, TimeSpan time, Verdict verdict) => new(
            string.Create(CultureInfo.InvariantCulture, $"{size} boards of {GeneratedBoard.Guests} guests, {build}"),
            $"dotnet {string.Join(' ', way)}",
            time,
            "-",
            null,
            0,
            verdict with
            {
                Text = string.Create(CultureInfo.InvariantCulture, $"{verdict.Text}; {time.TotalMilliseconds / size:0} ms a board"),
            });
    }
}

using System.Globalization;

namespace Partition.Benchmarks.Measuring;

/// <summary>The rows as a table of Markdown.</summary>
internal static class Table
{
    private static readonly string[] Head = ["subject", "this project", "median", "native", "median", "native/ours", "bytes", "answers"];

    private static readonly bool[] IsNumber = [false, false, true, false, true, true, true, false];

    /// <summary>Makes the table, its columns aligned.</summary>
    public static string Of(IReadOnlyList<Row> rows)
    {
        // A pipe would end its cell.
        string[][] cells =
        [
            Head,
            .. rows.Select(row => Cells(row).Select(static cell => cell.Replace("|", "\\|", StringComparison.Ordinal)).ToArray()),
        ];
        int[] widths = [.. Head.Select((_, column) => cells.Max(row => row[column].Length))];
        string rule = Line(widths.Select((width, column) => IsNumber[column] ? new string('-', width - 1) + ":" : new string('-', width)));
        IEnumerable<string> lines = cells.Select(row => Line(row.Select((cell, column) =>
            IsNumber[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))));
        return string.Join('\n', lines.Take(1).Append(rule).Concat(lines.Skip(1)));
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string[] Cells(Row row) =>
    [
        row.Subject,
        row.Ours,
        Milliseconds(row.OurMedian),
        row.Native,
        row.NativeMedian is { } native ? Milliseconds(native) : "-",
        row.NativeMedian is { } other ? (other / row.OurMedian).ToString("0.00", CultureInfo.InvariantCulture) : "-",
        row.Size > 0 ? row.Size.ToString("N0", CultureInfo.InvariantCulture) : "-",
        row.Verdict.Text,
    ];

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture) + " ms";
}

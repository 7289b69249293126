using System.Text.RegularExpressions;

namespace Partition.Schema;

/// <summary>Turns a line of Markdown into plain text, for places that show it as it is.</summary>
internal static partial class Markdown
{
    /// <summary>The text without backticks, and with links by their words.</summary>
    public static string ToPlainText(string line) => Link().Replace(line, "$1").Replace("`", "", StringComparison.Ordinal);

    /// <summary>The text for a cell of a table.</summary>
    public static string ToCell(string line) => line.Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();
}

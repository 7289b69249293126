using System.Globalization;
using System.Text;

namespace Partition.Building.Diagnostics;

/// <summary>Text from files on its way to a terminal or a log. A terminal obeys the control characters in it, and a reader is deceived by
/// those that turn the direction of writing; a build server obeys commands.</summary>
internal static class Printable
{
    // Azure Pipelines looks for its commands anywhere in a line.
    private static readonly string[] s_commands = ["##vso[", "##["];

    /// <summary>The text on one line, with each control character written as <c>\xNN</c>, and each character that turns the direction of
    /// writing or ends a line as <c>\uNNNN</c>.</summary>
    public static string Escape(string text) => Escape(text, keepsLines: false);

    /// <summary>The same for a message of several lines: line feeds and tabs stay, and no line holds a command of a build server.</summary>
    public static string EscapeLines(string text)
    {
        text = Escape(text, keepsLines: true);
        foreach (string command in s_commands)
        {
            text = text.Replace(command, command[..^1] + "\\x5b", StringComparison.OrdinalIgnoreCase);
        }

        // Others begin a line, as those of GitHub and TeamCity do; the first line follows the location and the code.
        return text.Replace("\n::", "\n ::", StringComparison.Ordinal).Replace("\n##", "\n ##", StringComparison.Ordinal);
    }

    private static string Escape(string text, bool keepsLines)
    {
        if (!text.Any(character => MustEscape(character, keepsLines)))
        {
            return text;
        }

        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            _ = !MustEscape(c, keepsLines) ? escaped.Append(c)
                : c <= 0xFF ? escaped.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}")
                : escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return escaped.ToString();
    }

    private static bool MustEscape(char character, bool keepsLines) => character switch
    {
        '\n' or '\t' => !keepsLines,
        '\u061C' or '\u200E' or '\u200F' => true,                               // marks of a direction
        (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => true, // embeddings, overrides and isolates
        '\u2028' or '\u2029' => true,                                           // ends of a line and of a paragraph
        _ => char.IsControl(character),
    };
}

using System.Text;

namespace Partition.Building.Stages;

/// <summary>Text in files of one line an entry, with tabs between fields: tabs and line breaks of a field are escaped.</summary>
internal static class LineText
{
    /// <summary>Escapes a field.</summary>
    public static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal);

    /// <summary>Restores what <see cref="Escape"/> was given.</summary>
    public static string Unescape(string text)
    {
        if (!text.Contains('\\'))
        {
            return text;
        }

        var plain = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            plain.Append(text[i] == '\\' && i + 1 < text.Length
                ? text[++i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', var other => other }
                : text[i]);
        }

        return plain.ToString();
    }
}

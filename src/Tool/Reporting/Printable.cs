using System.Globalization;
using System.Text;

namespace Partition.Tool.Reporting;

/// <summary>Text from files on its way to a terminal, which would obey the control characters in it.</summary>
internal static class Printable
{
    /// <summary>The text with each control character written as <c>\xNN</c>.</summary>
    public static string Escape(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            _ = char.IsControl(c) ? escaped.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}") : escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>The text with each control character but the tab replaced by one that takes one column.</summary>
    public static string KeepColumns(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) && source[i] != '\t' ? '?' : source[i];
            }
        });
}

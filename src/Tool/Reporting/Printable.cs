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
}

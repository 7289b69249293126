using System.Globalization;

namespace Partition.DeviceTree.Printing;

/// <summary>Writes the scalars and the line breaks of YAML 1.1 as libyaml does.</summary>
internal sealed class YamlText(TextWriter writer)
{
    /// <summary>After this column a list or a string goes on in the next line.</summary>
    private const int MaxColumn = 80;

    /// <summary>A longer key is written after a question mark.</summary>
    public const int MaxKeyLength = 128;

    private int _column;

    /// <summary>Writes text without line ends, or one that ends with its only one.</summary>
    public void Write(string text)
    {
        writer.Write(text);
        _column = text.EndsWith('\n') ? 0 : _column + text.Length;
    }

    /// <summary>Separates the items of a list within a line, or breaks a line that is long enough.</summary>
    public void Separate(bool isFirst, int indent)
    {
        Write(isFirst ? "" : ",");
        if (_column > MaxColumn)
        {
            Break(indent);
        }
        else if (!isFirst)
        {
            Write(" ");
        }
    }

    /// <summary>Writes the key of a mapping with its colon.</summary>
    /// <param name="name">The key.</param>
    /// <param name="isNode">Whether a quoted key needs its tag, as dtc writes the names of nodes.</param>
    /// <param name="indent">The indentation of the mapping.</param>
    public void WriteKey(string name, bool isNode, int indent)
    {
        bool isQuoted = NeedsQuotes(name);
        string key = isQuoted ? $"'{name}'" : name;
        key = isQuoted && isNode ? $"!!str {key}" : key;
        if (name.Length <= MaxKeyLength)
        {
            Write(key + ":");
        }
        else
        {
            Write("? " + key + "\n");
            Write(new string(' ', indent) + ":");
        }
    }

    /// <summary>Writes a string in double quotes, folded at its blanks.</summary>
    public void WriteQuoted(ReadOnlySpan<byte> text, int indent)
    {
        Write("\"");
        bool isAfterBlank = false;
        for (int i = 0; i < text.Length; i++)
        {
            bool isBlank = text[i] == ' ';
            if (isBlank && !isAfterBlank && _column > MaxColumn && i > 0 && i < text.Length - 1)
            {
                Break(indent);
                Write(text[i + 1] == ' ' ? "\\" : "");
            }
            else
            {
                Write(Escaped(text[i]));
            }

            isAfterBlank = isBlank;
        }

        Write("\"");
    }

    private void Break(int indent)
    {
        Write("\n");
        Write(new string(' ', indent));
    }

    private static string Escaped(byte c) => c switch
    {
        0x00 => "\\0",
        0x07 => "\\a",
        0x08 => "\\b",
        0x09 => "\\t",
        0x0a => "\\n",
        0x0b => "\\v",
        0x0c => "\\f",
        0x0d => "\\r",
        0x1b => "\\e",
        (byte)'"' => "\\\"",
        (byte)'\\' => @"\\",
        >= 0x20 and <= 0x7e => ((char)c).ToString(),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\x{c:X2}"),
    };

    /// <summary>Whether a name begins like something else than a scalar.</summary>
    private static bool NeedsQuotes(string name) =>
        name.Length == 0
        || "#,[]{}&*!|>'\"%@`".Contains(name[0], StringComparison.Ordinal)
        || name is "-" or "?"
        || name.StartsWith("---", StringComparison.Ordinal)
        || name.StartsWith("...", StringComparison.Ordinal);
}

using System.Text;

namespace Partition.Hypervisors.Boot;

/// <summary>Divides a command line into words and quotes words for one, as .NET and the C runtime of Windows do: blanks divide, in quotes
/// they do not, and a backslash is only special before a quote.</summary>
internal static class CommandLineWords
{
    /// <summary>The words of a command line.</summary>
    public static IEnumerable<string> Split(string text)
    {
        var word = new StringBuilder();
        bool isOpen = false;
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            int backslashes = 0;
            for (; i < text.Length && text[i] == '\\'; i++)
            {
                backslashes++;
            }

            bool isQuote = i < text.Length && text[i] == '"';
            word.Append('\\', isQuote ? backslashes / 2 : backslashes);
            isOpen |= backslashes > 0;
            if (i == text.Length)
            {
                break;
            }

            if (isQuote && backslashes % 2 == 0)
            {
                isQuoted = !isQuoted;
                isOpen = true;
            }
            else if (!isQuoted && text[i] is (' ' or '\t' or '\r' or '\n'))
            {
                if (isOpen)
                {
                    yield return word.ToString();
                }

                word.Clear();
                isOpen = false;
            }
            else
            {
                word.Append(text[i]);
                isOpen = true;
            }
        }

        if (isOpen)
        {
            yield return word.ToString();
        }
    }

    /// <summary>A word in quotes.</summary>
    public static string Quote(string word)
    {
        var quoted = new StringBuilder("\"");
        int backslashes = 0;
        foreach (char c in word)
        {
            // Before a quote, those that are meant are doubled; one more makes the quote a character.
            quoted.Append('\\', c == '"' ? backslashes + 1 : 0).Append(c);
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }
}

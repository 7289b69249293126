using System.Text;
using Partition.Diagnostics;
using Partition.Images.Files;

namespace Partition.Images.Sources;

/// <summary>Divides a list into lines and a line into fields.</summary>
internal static class SourceLines
{
    /// <summary>
    /// Calls the action with the fields of each line that has some; what the plan then takes note of has the line's place.
    /// </summary>
    public static void ForEach(FileTree tree, string text, string name, Action<IReadOnlyList<string>> action)
    {
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            tree.CurrentSpan = SourceSpan.Line(name, ++number);
            List<string> fields = Split(line);
            if (fields.Count > 0)
            {
                action(fields);
            }
        }

        tree.CurrentSpan = SourceSpan.None;
    }

    /// <summary>The path of a name below a directory of the image; a slash before the name makes no difference.</summary>
    public static string Join(string directory, string name)
    {
        string below = name.TrimStart('/').TrimEnd('/');
        return below.Length == 0 ? (directory.Length > 1 ? directory.TrimEnd('/') : "/") : $"{directory.TrimEnd('/')}/{below}";
    }

    // Blanks separate; in quotation marks they do not, and \" is one of those.
    private static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool isQuoted = false;
        bool isOpen = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c == '"' || (isQuoted && c == '\\' && i + 1 < line.Length && line[i + 1] == '"'))
            {
                isOpen = true;
                if (c == '"')
                {
                    isQuoted = !isQuoted;
                }
                else
                {
                    field.Append(line[++i]);
                }
            }
            else if (!isQuoted && char.IsWhiteSpace(c))
            {
                End();
            }
            else if (!isQuoted && !isOpen && c == '#' && fields.Count == 0)
            {
                break;
            }
            else
            {
                isOpen = true;
                field.Append(c);
            }
        }

        End();
        return fields;

        void End()
        {
            if (isOpen)
            {
                fields.Add(field.ToString());
                field.Clear();
                isOpen = false;
            }
        }
    }
}

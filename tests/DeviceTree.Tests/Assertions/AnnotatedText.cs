namespace Partition.DeviceTree.Tests.Assertions;

/// <summary>A source whose faulty places stand between <c>[|</c> and <c>|]</c>.</summary>
internal sealed record AnnotatedText(string Text, IReadOnlyList<(int Line, int Column, int EndLine, int EndColumn)> Marks)
{
    public static AnnotatedText Parse(string annotated)
    {
        var text = new System.Text.StringBuilder();
        List<(int, int, int, int)> marks = [];
        Stack<(int Index, int Line, int Column)> open = [];
        (int line, int column) = (1, 1);
        for (int i = 0; i < annotated.Length; i++)
        {
            if (annotated.AsSpan(i).StartsWith("[|"))
            {
                open.Push((marks.Count, line, column));
                marks.Add(default);
                i++;
            }
            else if (annotated.AsSpan(i).StartsWith("|]"))
            {
                (int index, int startLine, int startColumn) = open.Pop();
                marks[index] = (startLine, startColumn, line, column);
                i++;
            }
            else
            {
                text.Append(annotated[i]);
                (line, column) = annotated[i] == '\n' ? (line + 1, 1) : (line, column + 1);
            }
        }

        return new(text.ToString(), marks);
    }
}

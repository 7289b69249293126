using System.Text;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Preprocessing;

internal sealed partial class Preprocessor
{
    /// <inheritdoc/>
    public void ObeyPragma(byte[] text) => Obey(PpScanner.ReadAll(text, 0, text.Length), _frame.Span(_frame.Position, _frame.Position));

    /// <summary>Obeys a pragma of gcc's preprocessor; others mean nothing for a device tree.</summary>
    private void Obey(List<PpToken> tokens, SourceSpan at)
    {
        bool isGcc = tokens.Count > 1 && Word(tokens, 0) == "GCC";
        string word = Word(tokens, isGcc ? 1 : 0);
        string? text = TextOf(tokens, isGcc ? 2 : 1);
        switch (word)
        {
            case "once" when !isGcc:
                _once.Add(_frame.Inclusion.Path);
                break;
            case "push_macro" when !isGcc && text is not null:
                _macros.Push(text);
                break;
            case "pop_macro" when !isGcc && text is not null:
                _macros.Pop(text);
                break;
            case "error" when isGcc && text is not null:
                _diagnostics.Add(PreprocessorDiagnostics.ErrorDirective(at, text));
                break;
            case "warning" when isGcc && text is not null:
                _diagnostics.Add(PreprocessorDiagnostics.WarningDirective(at, text));
                break;
        }
    }

    private static string Word(List<PpToken> tokens, int at) =>
        at < tokens.Count ? Encoding.Latin1.GetString(tokens[at].Text) : "";

    /// <summary>The text of a string, alone or in parentheses.</summary>
    private static string? TextOf(List<PpToken> tokens, int at)
    {
        at += at < tokens.Count && tokens[at].Is('(') ? 1 : 0;
        return at < tokens.Count && tokens[at].Kind == PpTokenKind.Quoted && tokens[at].First == '"'
            ? Encoding.UTF8.GetString(tokens[at].Text[1..^1])
            : null;
    }
}

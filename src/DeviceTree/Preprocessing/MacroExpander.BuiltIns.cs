using System.Text;

namespace Partition.DeviceTree.Preprocessing;

internal sealed partial class MacroExpander
{
    /// <summary>The tokens in the place of a built-in macro.</summary>
    private List<PpToken> BuiltInValue(Macro macro, PpToken name)
    {
        switch (macro.BuiltIn)
        {
            case BuiltInMacro.HasInclude or BuiltInMacro.HasIncludeNext when _isCondition:
                return [Truth(ReadHasInclude(macro.BuiltIn == BuiltInMacro.HasIncludeNext))];
            case BuiltInMacro.HasInclude or BuiltInMacro.HasIncludeNext:
                Fault ??= at => PreprocessorDiagnostics.OnlyInConditions(at, macro.DisplayName);
                return [Truth(false)];
            case BuiltInMacro.Pragma:
                ReadPragma();
                return [];
            default:
                return [feed.ValueOf(macro.BuiltIn, name.Origin)];
        }
    }

    private static PpToken Truth(bool value) => PpToken.Of(PpTokenKind.Number, value ? "1"u8.ToArray() : "0"u8.ToArray());

    /// <summary>Reads the operand of <c>defined</c>, whose name is not expanded.</summary>
    private PpToken ReadDefined(PpToken word)
    {
        bool isRead = TryNextReal(out PpToken token);
        bool isWrapped = isRead && token.Is('(');
        isRead = isWrapped ? TryNextReal(out token) : isRead;
        if (!isRead || token.Kind != PpTokenKind.Identifier)
        {
            ConditionFault ??= "'defined' needs the name of a macro after it";
            return word with { Kind = PpTokenKind.Punctuation };
        }

        bool isDefined = macros.Find(token.Text) is not null;
        if (isWrapped && !(TryNextReal(out PpToken close) && close.Is(')')))
        {
            ConditionFault ??= "a ')' is missing after 'defined'";
        }

        return Truth(isDefined) with { HasSpaceBefore = word.HasSpaceBefore };
    }

    private bool ReadHasInclude(bool isNext)
    {
        if (!TryNextReal(out PpToken open) || !open.Is('('))
        {
            ConditionFault ??= "'__has_include' needs a '(' after it";
            return false;
        }

        (string? name, bool isQuoted) = ReadHeaderName();
        if (name is null)
        {
            ConditionFault ??= "'__has_include' needs a file name in quotes or angle brackets";
            return false;
        }

        if (!TryNextReal(out PpToken close) || !close.Is(')'))
        {
            ConditionFault ??= "a ')' is missing after '__has_include'";
        }

        return feed.HasInclude(name, isQuoted, isNext);
    }

    private (string? Name, bool IsQuoted) ReadHeaderName()
    {
        if (!TryNextExpanded(out PpToken token))
        {
            return (null, false);
        }

        if (token.Kind == PpTokenKind.Quoted && token.First == '"')
        {
            return (Encoding.UTF8.GetString(token.Text[1..^1]), true);
        }

        return token.Is("<"u8) || token.Is("<<"u8) || token.Is("<="u8)
            ? (TakeRest(token) ?? Glue(token), false)
            : (null, false);
    }

    /// <summary>The name between <c>&lt;</c> and <c>&gt;</c> as the directive itself has it: its characters are not tokens.</summary>
    private string? TakeRest(PpToken open)
    {
        Context top = _contexts[^1];
        if (!top.IsBase || top.Next >= top.Tokens.Count || top.Tokens[top.Next].Buffer != open.Buffer)
        {
            return null;
        }

        int limit = top.Tokens[^1].Start + top.Tokens[^1].Length;
        int start = open.Start + 1;
        int length = open.Buffer.AsSpan(start, limit - start).IndexOf((byte)'>');
        if (length < 0)
        {
            return null;
        }

        top.Tokens = PpScanner.ReadAll(open.Buffer, start + length + 1, limit);
        top.Next = 0;
        return Encoding.UTF8.GetString(open.Buffer, start, length);
    }

    private string? Glue(PpToken open)
    {
        var name = new StringBuilder(Encoding.UTF8.GetString(open.Text[1..]));
        while (TryNextExpanded(out PpToken token))
        {
            if (token.Is('>'))
            {
                return name.ToString();
            }

            name.Append(token.HasSpaceBefore ? " " : "").Append(Encoding.UTF8.GetString(token.Text));
        }

        return null;
    }

    private void ReadPragma()
    {
        bool isRead = IsAtParenthesis() && TryNextAnywhereReal(out _);
        PpToken text = default;
        if (isRead && TryNextAnywhereReal(out text) && text.Kind == PpTokenKind.Quoted
            && TryNextAnywhereReal(out PpToken close) && close.Is(')'))
        {
            int start = text.Text.IndexOf((byte)'"') + 1;
            feed.ObeyPragma(Unescape(text.Text[start..^1]));
        }
        else
        {
            Fault ??= static at => PreprocessorDiagnostics.MalformedDirective(at, "pragma", "a string in parentheses after '_Pragma'");
        }
    }

    private static byte[] Unescape(ReadOnlySpan<byte> text)
    {
        List<byte> result = [];
        for (int i = 0; i < text.Length; i++)
        {
            i += text[i] == '\\' && i + 1 < text.Length && text[i + 1] is (byte)'\\' or (byte)'"' ? 1 : 0;
            result.Add(text[i]);
        }

        return [.. result];
    }

    private bool TryNextExpanded(out PpToken token)
    {
        while (TryNextReal(out token))
        {
            if (token.Kind != PpTokenKind.Identifier || token.IsPainted)
            {
                return true;
            }

            token = Replace(token);
            if (token.Kind != PpTokenKind.Padding)
            {
                return true;
            }
        }

        return false;
    }

    private bool TryNextReal(out PpToken token)
    {
        bool isRead;
        do
        {
            isRead = TryNext(out token);
        }
        while (isRead && token.Kind == PpTokenKind.Padding);

        return isRead;
    }

    private bool TryNextAnywhereReal(out PpToken token)
    {
        bool isRead;
        do
        {
            isRead = TryNextAnywhere(out token);
        }
        while (isRead && token.Kind == PpTokenKind.Padding);

        return isRead;
    }
}

namespace Partition.DeviceTree.Preprocessing;

internal sealed partial class MacroExpander
{
    /// <summary>The body of a macro with arguments in place of parameters, and with <c>#</c> and <c>##</c> done.</summary>
    private List<PpToken> Substitute(Macro macro, List<Argument> arguments)
    {
        if (macro.Body.OptionalParts.Count > 0)
        {
            ExpandArguments(macro, arguments, macro.Body.Tokens);
        }

        List<PpToken> result = new(macro.Body.Tokens.Count);
        Insert(macro, arguments, macro.Body.Tokens, result, joinsLeft: false, joinsRight: false);
        return JoinAll(result);
    }

    /// <summary>Appends a body, or a part of it, with arguments in place of parameters. What <c>##</c> joins is marked.</summary>
    /// <param name="macro">The macro.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="body">The body, or what is in the parentheses of a <c>__VA_OPT__</c>.</param>
    /// <param name="result">Gets the tokens.</param>
    /// <param name="joinsLeft">Whether <c>##</c> is before this part.</param>
    /// <param name="joinsRight">Whether <c>##</c> is after this part.</param>
    private void Insert(
        Macro macro,
        List<Argument> arguments,
        List<PpToken> body,
        List<PpToken> result,
        bool joinsLeft,
        bool joinsRight)
    {
        for (int i = 0; i < body.Count && _made + result.Count <= MaxTokens; i++)
        {
            PpToken token = body[i];
            bool isPastedLeft = i > 0 && body[i - 1].JoinsNext;
            bool isPasted = isPastedLeft || token.JoinsNext;
            bool left = i > 0 ? isPastedLeft : joinsLeft;
            bool right = i + 1 < body.Count ? token.JoinsNext : joinsRight;
            if (token.Kind < PpTokenKind.Parameter)
            {
                result.Add(token with { JoinsNext = right });
                continue;
            }

            if (i > 0 && !left)
            {
                result.Add(PpToken.PaddingFor(token));
            }

            if (left && !right)
            {
                JoinComma(macro, arguments, token, result);
            }

            int start = result.Count;
            if (token.Kind == PpTokenKind.Optional)
            {
                InsertOptional(macro, arguments, token, result, left, right);
            }
            else
            {
                result.AddRange(Operand(macro, arguments, token, isPasted));
                SetJoins(result, start, left, right);
            }

            if (!right)
            {
                result.Add(PpToken.Edge);
            }
        }

        if (_made + result.Count > MaxTokens)
        {
            _made = MaxTokens;
        }
    }

    /// <summary>
    /// Expands arguments in the order in which the body names them, also where a <c>__VA_OPT__</c> is left out: each
    /// <c>__COUNTER__</c> counts.
    /// </summary>
    private void ExpandArguments(Macro macro, List<Argument> arguments, List<PpToken> body)
    {
        for (int i = 0; i < body.Count; i++)
        {
            if (body[i].Kind is PpTokenKind.Optional or PpTokenKind.StringifiedOptional)
            {
                ExpandArguments(macro, arguments, macro.Body.OptionalParts[body[i].Parameter]);
            }
            else if (body[i].Kind == PpTokenKind.Parameter && !body[i].JoinsNext && !(i > 0 && body[i - 1].JoinsNext))
            {
                Expanded(arguments[body[i].Parameter]);
            }
        }
    }

    private void InsertOptional(Macro macro, List<Argument> arguments, PpToken token, List<PpToken> result, bool left, bool right)
    {
        List<PpToken> part = macro.Body.OptionalParts[token.Parameter];
        int start = result.Count;
        if (HasVariableArguments(macro, arguments) && part.Count > 0)
        {
            Insert(macro, arguments, part, result, left, right);
            TrimPaddings(result, start);
        }

        if (result.Count == start)
        {
            SetJoins(result, start, left, right);
        }
    }

    /// <summary>The tokens that come into the place of one token of a body.</summary>
    private List<PpToken> Operand(Macro macro, List<Argument> arguments, PpToken token, bool isPasted)
    {
        switch (token.Kind)
        {
            case PpTokenKind.Stringified:
                return [Stringify(arguments[token.Parameter].Tokens)];
            case PpTokenKind.StringifiedOptional:
                List<PpToken> content = [];
                if (HasVariableArguments(macro, arguments))
                {
                    Insert(macro, arguments, macro.Body.OptionalParts[token.Parameter], content, joinsLeft: false, joinsRight: false);
                }

                return [Stringify(JoinAll(content))];
            default:
                Argument argument = arguments[token.Parameter];
                return isPasted ? argument.Tokens : Expanded(argument);
        }
    }

    private List<PpToken> Expanded(Argument argument) => argument.Expanded ??= ExpandSeparately(argument.Tokens);

    private bool HasVariableArguments(Macro macro, List<Argument> arguments) =>
        macro.IsVariadic && Expanded(arguments[^1]).Exists(static token => token.Kind != PpTokenKind.Padding);

    /// <summary>Marks what <c>##</c> joins on both sides of an operand. An operand without tokens is a placemarker.</summary>
    private static void SetJoins(List<PpToken> result, int start, bool left, bool right)
    {
        if (right)
        {
            TrimPaddings(result, start);
        }

        if (left)
        {
            int paddings = start;
            while (paddings < result.Count && result[paddings].Kind == PpTokenKind.Padding)
            {
                paddings++;
            }

            result.RemoveRange(start, paddings - start);
        }

        if (result.Count > start)
        {
            result[^1] = result[^1] with { JoinsNext = right };
        }
        else if (left && start > 0 && result[start - 1].JoinsNext)
        {
            result[start - 1] = result[start - 1] with { JoinsNext = right };
        }
    }

    /// <summary>Obeys <c>, ## arguments</c>: gcc's way to drop the comma when the call has no such arguments.</summary>
    private static void JoinComma(Macro macro, List<Argument> arguments, PpToken token, List<PpToken> result)
    {
        bool isComma = macro.IsVariadic
            && token.Kind == PpTokenKind.Parameter
            && token.Parameter == macro.Parameters!.Count - 1
            && result.Count > 0
            && result[^1].Is(',')
            && result[^1].JoinsNext;
        if (isComma && arguments[^1].IsOmitted)
        {
            result.RemoveAt(result.Count - 1);
        }
        else if (isComma)
        {
            result[^1] = result[^1] with { JoinsNext = false };
        }
    }

    private static void TrimPaddings(List<PpToken> tokens, int start)
    {
        while (tokens.Count > start && tokens[^1].Kind == PpTokenKind.Padding)
        {
            tokens.RemoveAt(tokens.Count - 1);
        }
    }

    /// <summary>Pastes what is marked to be joined. What makes no single token stays two, as gcc has it for assembler.</summary>
    private List<PpToken> JoinAll(List<PpToken> tokens)
    {
        if (!tokens.Exists(static token => token.JoinsNext))
        {
            return tokens;
        }

        List<PpToken> result = new(tokens.Count);
        for (int i = 0; i < tokens.Count; i++)
        {
            PpToken token = tokens[i];
            if (!token.JoinsNext)
            {
                result.Add(token);
                continue;
            }

            result.Add(PpToken.PaddingFor(token));
            while (token.JoinsNext && i + 1 < tokens.Count && TryPaste(token, tokens[i + 1]) is PpToken joined)
            {
                token = joined;
                i++;
            }

            result.Add(token with { JoinsNext = false });
            result.Add(PpToken.Edge);
        }

        return result;
    }

    private PpToken? TryPaste(PpToken left, PpToken right)
    {
        // A slash would begin a comment.
        if (right.Length == 0 || (left.Is('/') && !right.Text.StartsWith("="u8)))
        {
            return null;
        }

        byte[] text = [.. left.Text, .. right.Text];
        _made += text.Length / 16;
        PpToken joined = PpScanner.Read(text, 0, text.Length, left.HasSpaceBefore);
        return joined.Length == text.Length ? joined with { JoinsNext = right.JoinsNext, Origin = left.Origin } : null;
    }

    private static PpToken Stringify(List<PpToken> tokens)
    {
        List<byte> text = [(byte)'"'];
        PpToken? padding = null;
        int backslashes = 0;
        foreach (PpToken token in tokens)
        {
            if (token.Kind == PpTokenKind.Padding)
            {
                padding = padding is { HasSource: true } kept && (kept.HasSpaceBefore || token.HasSource) ? kept : token;
                continue;
            }

            bool hasSpace = padding is { HasSource: true } source ? source.HasSpaceBefore : token.HasSpaceBefore;
            padding = null;
            if (text.Count > 1 && hasSpace)
            {
                text.Add((byte)' ');
            }

            backslashes = token.Is('\\') ? backslashes + 1 : 0;
            AppendQuoted(text, token);
        }

        if (backslashes % 2 == 1)
        {
            text.RemoveAt(text.Count - 1);
        }

        text.Add((byte)'"');
        return PpToken.Of(PpTokenKind.Quoted, [.. text]);
    }

    private static void AppendQuoted(List<byte> text, PpToken token)
    {
        foreach (byte c in token.Text)
        {
            if (token.Kind == PpTokenKind.Quoted && c is (byte)'"' or (byte)'\\')
            {
                text.Add((byte)'\\');
            }

            text.Add(c);
        }
    }
}

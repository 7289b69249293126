namespace Partition.DeviceTree.Preprocessing;

internal sealed partial class MacroExpander
{
    /// <summary>The body of a macro with arguments in place of parameters, and with <c>#</c> and <c>##</c> done.</summary>
    private List<PpToken> Substitute(Macro macro, List<Argument> arguments)
    {
        List<PpToken> body = macro.Body;
        List<PpToken> result = new(body.Count);
        bool pastes = false;
        for (int i = 0; i < body.Count; i++)
        {
            PpToken token = body[i];
            if (token.Kind == PpTokenKind.Paste)
            {
                pastes = true;
                continue;
            }

            if (!pastes && token.Kind is not (PpTokenKind.Parameter or PpTokenKind.Stringified))
            {
                result.Add(token);
                continue;
            }

            bool isPasted = pastes || (i + 1 < body.Count && body[i + 1].Kind == PpTokenKind.Paste);
            List<PpToken> operand = Operand(token, arguments, isPasted);
            if (pastes && IsTrailingComma(macro, token, result))
            {
                DropCommaBeforeNothing(operand, result);
                result.AddRange(operand);
            }
            else if (pastes && result.Count > 0)
            {
                PasteOnto(result, operand);
            }
            else
            {
                result.AddRange(operand);
            }

            pastes = false;
            if (_made + result.Count > MaxTokens)
            {
                _made = MaxTokens;
                break;
            }
        }

        result.RemoveAll(static token => token.Kind == PpTokenKind.Placemarker);
        return result;
    }

    private List<PpToken> Operand(PpToken token, List<Argument> arguments, bool isPasted)
    {
        if (token.Kind == PpTokenKind.Stringified)
        {
            return [Stringify(arguments[token.Parameter].Tokens) with { HasSpaceBefore = token.HasSpaceBefore }];
        }

        if (token.Kind != PpTokenKind.Parameter)
        {
            return [token];
        }

        Argument argument = arguments[token.Parameter];
        List<PpToken> tokens = isPasted ? [.. argument.Tokens] : [.. argument.Expanded ??= ExpandSeparately(argument.Tokens)];
        if (tokens.Count == 0)
        {
            return [new(PpTokenKind.Placemarker, [], 0, 0) { HasSpaceBefore = token.HasSpaceBefore }];
        }

        tokens[0] = tokens[0] with { HasSpaceBefore = token.HasSpaceBefore, IsAtEdge = true };
        return tokens;
    }

    /// <summary>Whether <c>, ## arguments</c> stands there: gcc's way to drop the comma when no arguments are left.</summary>
    private static bool IsTrailingComma(Macro macro, PpToken token, List<PpToken> result) =>
        macro.IsVariadic && token.Kind == PpTokenKind.Parameter && token.Parameter == macro.Parameters!.Count - 1
        && result.Count > 0 && result[^1].Is(',');

    private static void DropCommaBeforeNothing(List<PpToken> operand, List<PpToken> result)
    {
        if (operand[0].Kind == PpTokenKind.Placemarker)
        {
            result.RemoveAt(result.Count - 1);
        }
    }

    private void PasteOnto(List<PpToken> result, List<PpToken> operand)
    {
        PpToken left = result[^1];
        PpToken right = operand[0];
        if (right.Kind == PpTokenKind.Placemarker)
        {
            return;
        }

        result.RemoveAt(result.Count - 1);
        if (left.Kind == PpTokenKind.Placemarker)
        {
            result.Add(right with { HasSpaceBefore = left.HasSpaceBefore });
        }
        else
        {
            byte[] text = [.. left.Text, .. right.Text];
            _made += text.Length / 16;
            List<PpToken> joined = PpScanner.ReadAll(text, 0, text.Length);
            joined[0] = joined[0] with { HasSpaceBefore = left.HasSpaceBefore, IsAtEdge = left.IsAtEdge };
            result.AddRange(joined);
        }

        result.AddRange(operand.Skip(1));
    }

    private static PpToken Stringify(List<PpToken> tokens)
    {
        List<byte> text = [(byte)'"'];
        for (int i = 0; i < tokens.Count; i++)
        {
            if (i > 0 && tokens[i].HasSpaceBefore)
            {
                text.Add((byte)' ');
            }

            foreach (byte c in tokens[i].Text)
            {
                if (tokens[i].Kind == PpTokenKind.Quoted && c is (byte)'"' or (byte)'\\')
                {
                    text.Add((byte)'\\');
                }

                text.Add(c);
            }
        }

        text.Add((byte)'"');
        return new(PpTokenKind.Quoted, [.. text], 0, text.Count);
    }
}

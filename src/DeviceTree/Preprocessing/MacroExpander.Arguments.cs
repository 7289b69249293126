namespace Partition.DeviceTree.Preprocessing;

internal sealed partial class MacroExpander
{
    /// <summary>Reads the arguments of a call, from the opening to the closing parenthesis.</summary>
    /// <returns>One argument for each parameter, or <see langword="null"/> after an error.</returns>
    private List<Argument>? ReadArguments(Macro macro)
    {
        int expected = macro.Parameters!.Count;
        List<Argument> arguments = [new()];
        TryNextAnywhere(out _);
        int depth = 0;
        while (TryNextAnywhere(out PpToken token))
        {
            if (token.Is(')') && depth-- == 0)
            {
                arguments[^1].Trim();
                return Matched(macro, arguments);
            }

            bool takesRest = macro.IsVariadic && arguments.Count == expected;
            if (token.Is(',') && depth == 0 && !takesRest)
            {
                arguments[^1].Trim();
                arguments.Add(new());
                continue;
            }

            depth += token.Is('(') ? 1 : 0;
            if (token.Kind != PpTokenKind.Padding || arguments[^1].Tokens.Count > 0)
            {
                arguments[^1].Tokens.Add(token);
            }
        }

        ReportUnclosed(macro);
        return null;
    }

    private List<Argument>? Matched(Macro macro, List<Argument> arguments)
    {
        int expected = macro.Parameters!.Count;
        bool hasNone = arguments.Count == 1 && arguments[0].Tokens.Count == 0;
        if (macro.IsVariadic && arguments.Count == expected - 1)
        {
            arguments.Add(new() { IsOmitted = true });
        }
        else if (hasNone)
        {
            arguments[0].IsOmitted = true;
        }

        int found = hasNone && expected == 0 ? 0 : arguments.Count;
        if (found == expected)
        {
            return arguments;
        }

        ReportCount(macro, expected, hasNone ? 0 : found);
        return null;
    }

    // Methods of their own: what an error remembers is not to be allocated where there is none.
    private void ReportUnclosed(Macro macro) => Fault ??= at => PreprocessorDiagnostics.UnclosedArguments(at, macro.DisplayName);

    private void ReportCount(Macro macro, int expected, int found) =>
        Fault ??= at => PreprocessorDiagnostics.WrongArgumentCount(at, macro.DisplayName, expected, found);

    private bool TryNextAnywhere(out PpToken token)
    {
        if (!(_contexts.Count > _floor ? TryNext(out token) : TryReadFeed(out token)))
        {
            return false;
        }

        if (token.Kind == PpTokenKind.Identifier && macros.Find(token.Text) is { IsBusy: true })
        {
            token = token with { IsPainted = true };
        }

        return true;
    }

    private bool TryReadFeed(out PpToken token)
    {
        if (_depth > 0)
        {
            token = default;
            return false;
        }

        // A directive between the arguments may expand macros of its own.
        System.Func<Partition.Diagnostics.SourceSpan, Partition.Diagnostics.Diagnostic>? fault = Fault;
        bool isRead = feed.TryRead(out token);
        Fault = fault;
        return isRead;
    }

    private sealed class Argument
    {
        public List<PpToken> Tokens { get; } = [];

        public List<PpToken>? Expanded { get; set; }

        /// <summary>Whether the call has no such argument, not even an empty one.</summary>
        public bool IsOmitted { get; set; }

        /// <summary>Drops the paddings at the end.</summary>
        public void Trim() => TrimPaddings(Tokens, 0);
    }
}

namespace Partition.DeviceTree.Preprocessing;

internal sealed partial class MacroExpander
{
    /// <summary>Reads the arguments of a call, from the opening to the closing parenthesis.</summary>
    /// <returns>One argument for each parameter, or <see langword="null"/> after a fault.</returns>
    private List<Argument>? ReadArguments(Macro macro, ITokenFeed feed)
    {
        int expected = macro.Parameters!.Count;
        List<Argument> arguments = [new()];
        TryNextAnywhere(feed, out _);
        int depth = 0;
        while (TryNextAnywhere(feed, out PpToken token))
        {
            if (token.Is(')') && depth-- == 0)
            {
                return Matched(macro, arguments);
            }

            bool takesRest = macro.IsVariadic && arguments.Count == expected;
            if (token.Is(',') && depth == 0 && !takesRest)
            {
                arguments.Add(new());
                continue;
            }

            depth += token.Is('(') ? 1 : 0;
            arguments[^1].Tokens.Add(token);
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
            arguments.Add(new());
        }

        int found = hasNone && expected == 0 ? 0 : arguments.Count;
        if (found == expected)
        {
            return arguments;
        }

        ReportCount(macro, expected, hasNone ? 0 : found);
        return null;
    }

    // Methods of their own: what a fault remembers is not to be allocated where there is none.
    private void ReportUnclosed(Macro macro) => Fault ??= at => PreprocessorDiagnostics.UnclosedArguments(at, macro.DisplayName);

    private void ReportCount(Macro macro, int expected, int found) =>
        Fault ??= at => PreprocessorDiagnostics.WrongArgumentCount(at, macro.DisplayName, expected, found);

    private bool TryNextAnywhere(ITokenFeed feed, out PpToken token)
    {
        if (!TryNext(out token) && !feed.TryRead(out token))
        {
            return false;
        }

        if (token.Kind == PpTokenKind.Identifier && macros.Find(token.Text) is { IsBusy: true })
        {
            token = token with { IsPainted = true };
        }

        return true;
    }

    private sealed class Argument
    {
        public List<PpToken> Tokens { get; } = [];

        public List<PpToken>? Expanded { get; set; }
    }
}

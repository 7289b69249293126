using Partition.Diagnostics;

namespace Partition.DeviceTree.Preprocessing;

internal sealed partial class Preprocessor
{
    private void OpenCondition(Directive directive)
    {
        bool isOuterActive = _frame.IsActive;
        var condition = new Condition(directive.Word, _frame.Span(directive.Start, directive.Body), isOuterActive);
        condition.IsActive = condition.IsTaken = isOuterActive && Holds(directive);
        _frame.Conditions.Add(condition);
    }

    private void ContinueCondition(Directive directive)
    {
        SourceSpan span = _frame.Span(directive.Start, directive.Body);
        if (_frame.Conditions.Count == 0)
        {
            _diagnostics.Add(PreprocessorDiagnostics.StrayCondition(span, directive.Word));
            return;
        }

        Condition condition = _frame.Conditions[^1];
        if (directive.Word == "endif")
        {
            _frame.Conditions.RemoveAt(_frame.Conditions.Count - 1);
            return;
        }

        if (condition.Else is SourceSpan otherwise)
        {
            _diagnostics.Add(PreprocessorDiagnostics.ConditionAfterElse(span, directive.Word, otherwise));
            condition.IsActive = false;
            return;
        }

        if (directive.Word == "else")
        {
            condition.Else = span;
        }

        bool mayBeTaken = condition.IsOuterActive && !condition.IsTaken;
        condition.IsActive = mayBeTaken && (directive.Word == "else" || Holds(directive));
        condition.IsTaken |= condition.IsActive;
    }

    private bool Holds(Directive directive)
    {
        List<PpToken> tokens = TokensOf(directive);
        if (directive.Word is "if" or "elif")
        {
            return Evaluate(directive, tokens);
        }

        if (tokens.Count == 0 || tokens[0].Kind != PpTokenKind.Identifier)
        {
            _diagnostics.Add(PreprocessorDiagnostics.MalformedDirective(SpanOf(directive), directive.Word, "the name of a macro"));
            return false;
        }

        return _macros.Find(tokens[0].Text) is not null == (directive.Word == "ifdef");
    }

    private bool Evaluate(Directive directive, List<PpToken> tokens)
    {
        _expander.Place = SpanOf(directive);
        List<PpToken> expanded = _expander.ExpandAll(ResolveDefined(tokens));
        if (_expander.Fault is not null)
        {
            _diagnostics.Add(_expander.Fault(SpanOf(directive)));
        }

        var evaluator = new ConditionEvaluator(expanded);
        bool holds = evaluator.Evaluate();
        if (evaluator.Fault is not null)
        {
            _diagnostics.Add(PreprocessorDiagnostics.MalformedCondition(SpanOf(directive), directive.Word, evaluator.Fault));
        }

        return holds;
    }

    /// <summary>Puts 1 or 0 in place of each <c>defined NAME</c>, before the name could be expanded.</summary>
    private List<PpToken> ResolveDefined(List<PpToken> tokens)
    {
        List<PpToken> result = new(tokens.Count);
        for (int i = 0; i < tokens.Count; i++)
        {
            if (!tokens[i].Text.SequenceEqual("defined"u8))
            {
                result.Add(tokens[i]);
                continue;
            }

            bool isWrapped = i + 3 < tokens.Count && tokens[i + 1].Is('(') && tokens[i + 3].Is(')');
            int name = isWrapped ? i + 2 : i + 1;
            if (name >= tokens.Count || tokens[name].Kind != PpTokenKind.Identifier)
            {
                result.Add(tokens[i] with { Kind = PpTokenKind.Punctuation });
                continue;
            }

            byte[] value = _macros.Find(tokens[name].Text) is null ? "0"u8.ToArray() : "1"u8.ToArray();
            result.Add(new(PpTokenKind.Number, value, 0, 1) { HasSpaceBefore = tokens[i].HasSpaceBefore });
            i = isWrapped ? i + 3 : name;
        }

        return result;
    }
}

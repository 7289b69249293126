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

        return _macros.Find(tokens[0].Text) is not null == (directive.Word is "ifdef" or "elifdef");
    }

    private bool Evaluate(Directive directive, List<PpToken> tokens)
    {
        _directive = directive.Start + 1;
        var evaluator = new ConditionEvaluator(_expander.ExpandCondition(tokens));
        if (_expander.Fault is not null)
        {
            _diagnostics.Add(_expander.Fault(SpanOf(directive)));
        }

        bool holds = evaluator.Evaluate();
        if ((_expander.ConditionFault ?? evaluator.Fault) is string fault)
        {
            _diagnostics.Add(PreprocessorDiagnostics.MalformedCondition(SpanOf(directive), directive.Word, fault));
            return false;
        }

        return holds;
    }
}

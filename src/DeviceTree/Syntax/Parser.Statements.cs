using Partition.Diagnostics;

namespace Partition.DeviceTree.Syntax;

internal sealed partial class Parser
{
    private void ParseStatement(bool isAfterNodes)
    {
        List<LabelSyntax> labels = ParseLabels();
        switch (_token.Kind)
        {
            case TokenKind.MemoryReserve:
                ParseMemoryReservation(labels, isAfterNodes);
                break;
            case TokenKind.Symbol when _token.Is('/'):
                ParseRoot(labels);
                break;
            case TokenKind.LabelReference or TokenKind.PathReference:
                ParseExtension(labels);
                break;
            case TokenKind.DeleteNode:
                ParseStatementOnReference(StatementKind.Deletion);
                break;
            case TokenKind.OmitIfNoReference:
                ParseStatementOnReference(StatementKind.Omission);
                break;
            case TokenKind.Version or TokenKind.Plugin:
                Report(SyntaxDiagnostics.Misplaced(_token.Span, Describe(_token), "at the beginning of the source"));
                Advance();
                ExpectSemicolon();
                break;
            case TokenKind.Symbol when _token.Is('}'):
                Report(SyntaxDiagnostics.Expected(_token.Span, "a node", "a '}' without its '{'"));
                Advance();
                Take(';');
                break;
            default:
                ReportExpected("a node ('/ { … };' or '&label { … };')");
                if (_token.Kind != TokenKind.End)
                {
                    Advance();
                    SkipStatement();
                }

                break;
        }
    }

    private List<LabelSyntax> ParseLabels()
    {
        List<LabelSyntax>? labels = null;
        while (_token.Kind == TokenKind.Label)
        {
            (labels ??= []).Add(new(LabelOf(_token), _token.Span));
            Advance();
        }

        return labels is null ? NoLabels : Distinct(labels);
    }

    /// <summary>Labels without repetitions: the last of each counts, as dtc reads them from the back.</summary>
    private static List<LabelSyntax> Distinct(List<LabelSyntax> labels)
    {
        if (labels.Count < 2)
        {
            return labels;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        List<LabelSyntax> kept = [.. Enumerable.Reverse(labels).Where(label => seen.Add(label.Name))];
        kept.Reverse();
        return kept;
    }

    private static readonly List<LabelSyntax> NoLabels = [];

    private void ParseMemoryReservation(List<LabelSyntax> labels, bool isAfterNodes)
    {
        if (isAfterNodes)
        {
            Report(SyntaxDiagnostics.Misplaced(_token.Span, "'/memreserve/'", "between '/dts-v1/;' and the first node"));
        }

        Advance();
        if (TryParsePrimary(out ulong address) && TryParsePrimary(out ulong size))
        {
            _document.MemoryReservations.Add(new(address, size) { Labels = [.. labels.Select(static label => label.Name)] });
            ExpectSemicolon();
        }
        else
        {
            ReportExpected("an address and a size");
            SkipStatement();
        }
    }

    private void ParseRoot(List<LabelSyntax> labels)
    {
        if (labels.Count > 0)
        {
            Report(SyntaxDiagnostics.RootLabel(labels[0].Span, labels[0].Name));
        }

        var node = new NodeSyntax { Name = "", NameSpan = _token.Span };
        Advance();
        if (ParseBody(node, 0))
        {
            _document.Statements.Add(new(StatementKind.Root, "", node.NameSpan) { Body = node });
        }
    }

    private void ParseExtension(List<LabelSyntax> labels)
    {
        if (labels.Count > 1)
        {
            Report(SyntaxDiagnostics.Misplaced(
                labels[1].Span,
                $"The label '{labels[1].Name}'",
                "to the node itself: before a reference there may be only one"));
        }

        SourceSpan span = _token.Span;
        string reference = ReferenceOf(_token);
        var node = new NodeSyntax { Name = "", NameSpan = span, Labels = labels };
        Advance();
        if (ParseBody(node, 0))
        {
            _document.Statements.Add(new(StatementKind.Extension, reference, span) { Body = node });
        }
    }

    private void ParseStatementOnReference(StatementKind kind)
    {
        string keyword = Describe(_token);
        Advance();
        if (_token.Kind is TokenKind.LabelReference or TokenKind.PathReference)
        {
            _document.Statements.Add(new(kind, ReferenceOf(_token), _token.Span));
            Advance();
            ExpectSemicolon();
        }
        else
        {
            ReportExpected($"a reference behind {keyword}, such as '&label'");
            SkipStatement();
        }
    }
}

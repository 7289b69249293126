using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Syntax;

internal sealed partial class Parser
{
    /// <summary>Parses <c>{ … };</c> into a node.</summary>
    /// <returns><see langword="false"/> when there was no brace.</returns>
    private bool ParseBody(NodeSyntax node, int depth)
    {
        if (!_token.Is('{'))
        {
            ReportExpected("'{'");
            SkipStatement();
            return false;
        }

        SourceSpan brace = _token.Span;
        if (depth > MaxNodeDepth)
        {
            Report(SyntaxDiagnostics.NodesTooDeep(brace, MaxNodeDepth));
            SkipStatement();
            return false;
        }

        Advance();
        while (_token.Kind != TokenKind.End && !_token.Is('}'))
        {
            ParseMember(node, depth);
        }

        if (_token.Kind == TokenKind.End)
        {
            // The innermost node says it for all around it.
            if (!_isEndReported)
            {
                Report(SyntaxDiagnostics.UnclosedNode(_token.Span, brace));
                _isEndReported = true;
            }
        }
        else
        {
            Advance();
            ExpectSemicolon();
        }

        node.Span = SourceSpans.Join(brace, _previous.Span);
        return true;
    }

    private bool _isEndReported;

    private void ParseMember(NodeSyntax node, int depth)
    {
        List<LabelSyntax> labels = ParseLabels();
        switch (_token.Kind)
        {
            case TokenKind.Name:
                ParseNamed(node, labels, depth, isOmitted: false);
                break;
            case TokenKind.DeleteProperty:
                ParseDeletion(node, isProperty: true);
                break;
            case TokenKind.DeleteNode:
                ParseDeletion(node, isProperty: false);
                break;
            case TokenKind.OmitIfNoReference:
                Advance();
                ParseOmitted(node, labels, depth);
                break;
            case TokenKind.MemoryReserve:
                Report(SyntaxDiagnostics.Misplaced(_token.Span, "'/memreserve/'", "between '/dts-v1/;' and the first node"));
                SkipMember();
                break;
            case TokenKind.Symbol when _token.Is(';'):
                ReportExpected("a property or a node");
                Advance();
                break;
            case TokenKind.Symbol when _token.Is('}'):
                ReportExpected("a property or a node behind the label");
                break;
            case TokenKind.End:
                break;
            default:
                ReportExpected("a property or a node");
                SkipMember();
                break;
        }
    }

    private void SkipMember()
    {
        if (!_token.Is('{'))
        {
            Advance();
        }

        SkipStatement();
    }

    private void ParseOmitted(NodeSyntax node, List<LabelSyntax> labels, int depth)
    {
        // The keyword may be said twice, and labels may be on both sides of it.
        List<LabelSyntax> all = [.. labels, .. ParseLabels()];
        while (_token.Kind == TokenKind.OmitIfNoReference)
        {
            Advance();
            all.AddRange(ParseLabels());
        }

        labels = Distinct(all);

        if (_token.Kind == TokenKind.Name)
        {
            ParseNamed(node, labels, depth, isOmitted: true);
        }
        else
        {
            ReportExpected("a node behind '/omit-if-no-ref/'");
            SkipMember();
        }
    }

    private void ParseNamed(NodeSyntax node, List<LabelSyntax> labels, int depth, bool isOmitted)
    {
        Token name = _token;
        SourceSpan span = name.Span;
        string text = _names.Get(name.Text[0] == '\\' ? name.Text[1..] : name.Text);
        Advance();
        if (_token.Is('{'))
        {
            var child = new NodeSyntax { Name = text, NameSpan = span, Labels = labels, IsOmittedWithoutReference = isOmitted };
            if (ParseBody(child, depth + 1))
            {
                node.Children.Add(child);
            }

            return;
        }

        if (isOmitted)
        {
            ReportExpected("'{'");
        }

        ParseProperty(node, labels, text, span);
    }

    private void ParseProperty(NodeSyntax node, List<LabelSyntax> labels, string name, SourceSpan span)
    {
        if (node.Children.Count > 0)
        {
            Report(SyntaxDiagnostics.PropertyAfterNodes(span, name));
        }

        PropertyValue value = PropertyValue.Empty;
        if (Take('='))
        {
            value = ParseValue();
            ExpectSemicolon();
        }
        else if (!_token.Is(';') && !IsNextStatement())
        {
            ReportExpected($"'=', ';' or '{{' behind the name '{name}'");
            SkipStatement();
        }
        else
        {
            ExpectSemicolon();
        }

        node.Properties.Add(new()
        {
            Name = name,
            NameSpan = span,
            Span = SourceSpans.Join(span, _previous.Span),
            Value = value,
            Labels = labels,
        });
    }

    private bool IsNextStatement()
    {
        SourceSpan before = _previous.Span;
        SourceSpan found = _token.Span;
        return before.Path != found.Path || found.StartLine > before.EndLine || _token.Is('}') || StartsStatement();
    }

    private void ParseDeletion(NodeSyntax node, bool isProperty)
    {
        string keyword = Describe(_token);
        SourceSpan start = _token.Span;
        Advance();
        if (_token.Kind != TokenKind.Name)
        {
            ReportExpected(isProperty
                ? $"the name of a property behind {keyword}"
                : $"the name of a node behind {keyword}; by reference nodes are deleted outside of all nodes");
            SkipStatement();
            return;
        }

        SourceSpan span = _token.Span;
        string name = _names.Get(_token.Text[0] == '\\' ? _token.Text[1..] : _token.Text);
        Advance();
        ExpectSemicolon();
        SourceSpan whole = SourceSpans.Join(start, _previous.Span);
        if (!isProperty)
        {
            node.Children.Add(new() { Name = name, NameSpan = span, Span = whole, IsDeletion = true });
            return;
        }

        if (node.Children.Count > 0)
        {
            Report(SyntaxDiagnostics.PropertyAfterNodes(span, name));
        }

        node.Properties.Add(new() { Name = name, NameSpan = span, Span = whole, Value = PropertyValue.Empty, IsDeletion = true });
    }
}

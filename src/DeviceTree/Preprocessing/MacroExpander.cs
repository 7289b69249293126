using System.Text;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Preprocessing;

/// <summary>Replaces macros by their bodies (C11, 6.10.3).</summary>
/// <remarks>
/// Bodies lie on a stack of contexts; tokens are taken from the topmost. A macro is busy while its context lies on the stack,
/// and a name met while its macro is busy is painted: it stands for itself from then on.
/// </remarks>
internal sealed partial class MacroExpander(MacroTable macros)
{
    /// <summary>How many tokens one compilation may make; whole kernels' boards need some ten thousand.</summary>
    private const int MaxTokens = 4_000_000;

    /// <summary>How deeply calls may be nested in arguments of calls.</summary>
    private const int MaxArgumentDepth = 200;

    private readonly List<Context> _contexts = [];
    private int _floor;
    private int _depth;
    private int _made;
    private bool _spacePending;
    private bool _edgePending;

    /// <summary>What went wrong in the last expansion: a fault made for a place, or <see langword="null"/>.</summary>
    public Func<SourceSpan, Diagnostic>? Fault { get; private set; }

    /// <summary>What <c>__FILE__</c> and <c>__LINE__</c> stand for.</summary>
    public SourceSpan Place { get; set; } = SourceSpan.None;

    /// <summary>Expands one use of a macro.</summary>
    /// <param name="macro">The macro; if it takes arguments, an opening parenthesis follows in the feed.</param>
    /// <param name="name">Its name as used.</param>
    /// <param name="feed">What follows the name.</param>
    /// <param name="output">Gets the expansion.</param>
    public void Expand(Macro macro, PpToken name, ITokenFeed feed, List<PpToken> output)
    {
        Fault = null;
        if (_made > MaxTokens)
        {
            return;
        }

        _spacePending = false;
        _edgePending = true;
        if (!TryEnter(macro, name, feed))
        {
            output.Add(name);
        }

        Run(output, feed);
    }

    /// <summary>Expands a list of tokens on its own, as a directive or an argument needs it.</summary>
    public List<PpToken> ExpandAll(List<PpToken> tokens)
    {
        Fault = null;
        return ExpandSeparately(tokens);
    }

    private List<PpToken> ExpandSeparately(List<PpToken> tokens)
    {
        if (++_depth > MaxArgumentDepth)
        {
            Fault ??= at => PreprocessorDiagnostics.ExpansionTooLarge(at, FirstName(tokens));
            _depth--;
            return tokens;
        }

        int floor = _floor;
        (bool space, bool edge) = (_spacePending, _edgePending);
        (_spacePending, _edgePending) = (false, false);
        _floor = _contexts.Count;
        _contexts.Add(new(null, tokens));
        List<PpToken> output = [];
        Run(output, EmptyFeed.Instance);
        _floor = floor;
        (_spacePending, _edgePending) = (space, edge);
        _depth--;
        return output;
    }

    private static string FirstName(List<PpToken> tokens) =>
        tokens.Count == 0 ? "" : Encoding.Latin1.GetString(tokens[0].Text);

    private void Run(List<PpToken> output, ITokenFeed feed)
    {
        while (TryNext(out PpToken token))
        {
            Macro? macro = token.Kind == PpTokenKind.Identifier && !token.IsPainted ? macros.Find(token.Text) : null;
            if (macro is null)
            {
                output.Add(token);
            }
            else if (macro.IsBusy)
            {
                output.Add(token with { IsPainted = true });
            }
            else if (!TryEnter(macro, token, feed))
            {
                output.Add(token);
            }
        }
    }

    /// <summary>Puts a macro's expansion on the stack.</summary>
    /// <returns><see langword="false"/> when it needs arguments and none follow.</returns>
    private bool TryEnter(Macro macro, PpToken name, ITokenFeed feed)
    {
        List<PpToken> tokens;
        if (macro.BuiltIn != BuiltInMacro.None)
        {
            tokens = [BuiltInValue(macro.BuiltIn)];
        }
        else if (!macro.IsFunctionLike)
        {
            tokens = macro.IsPlain ? macro.Body : Substitute(macro, []);
        }
        else if (!IsAtParenthesis(feed))
        {
            return false;
        }
        else if (ReadArguments(macro, feed) is List<Argument> arguments)
        {
            tokens = Substitute(macro, arguments);
        }
        else
        {
            // Something must stand there, or one fault would bring the next.
            tokens = [new(PpTokenKind.Number, "0"u8.ToArray(), 0, 1)];
        }

        _made += tokens.Count + 1;
        if (_made > MaxTokens)
        {
            AbandonAll(macro);
            return true;
        }

        _spacePending |= name.HasSpaceBefore;
        _edgePending = true;
        macro.IsBusy = true;
        _contexts.Add(new(macro, tokens));
        return true;
    }

    private PpToken BuiltInValue(BuiltInMacro kind)
    {
        byte[] text = kind == BuiltInMacro.Line
            ? Encoding.UTF8.GetBytes(Place.StartLine.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : Encoding.UTF8.GetBytes(
                "\"" + Place.Path.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"");
        return new(kind == BuiltInMacro.Line ? PpTokenKind.Number : PpTokenKind.Quoted, text, 0, text.Length);
    }

    /// <summary>Takes the next token from the contexts; those that are used up are dropped on the way.</summary>
    private bool TryNext(out PpToken token)
    {
        while (_contexts.Count > _floor)
        {
            Context top = _contexts[^1];
            if (top.Next < top.Tokens.Count)
            {
                token = top.Tokens[top.Next++];
                if (_edgePending)
                {
                    token = token with { IsAtEdge = true, HasSpaceBefore = token.HasSpaceBefore || _spacePending };
                    (_edgePending, _spacePending) = (false, false);
                }

                return true;
            }

            Leave(top);
        }

        token = default;
        return false;
    }

    private void Leave(Context context)
    {
        if (context.Macro is not null)
        {
            context.Macro.IsBusy = false;
        }

        _contexts.RemoveAt(_contexts.Count - 1);
        _edgePending = true;
    }

    private void AbandonAll(Macro macro)
    {
        Fault ??= at => PreprocessorDiagnostics.ExpansionTooLarge(at, macro.DisplayName);
        while (_contexts.Count > _floor)
        {
            Leave(_contexts[^1]);
        }
    }

    private bool IsAtParenthesis(ITokenFeed feed)
    {
        while (_contexts.Count > _floor)
        {
            Context top = _contexts[^1];
            if (top.Next < top.Tokens.Count)
            {
                return top.Tokens[top.Next].Is('(');
            }

            Leave(top);
        }

        return feed.IsAtParenthesis();
    }

    private sealed class Context(Macro? macro, List<PpToken> tokens)
    {
        public Macro? Macro { get; } = macro;

        public List<PpToken> Tokens { get; } = tokens;

        public int Next { get; set; }
    }

    private sealed class EmptyFeed : ITokenFeed
    {
        public static EmptyFeed Instance { get; } = new();

        public bool IsAtParenthesis() => false;

        public bool TryRead(out PpToken token)
        {
            token = default;
            return false;
        }
    }
}

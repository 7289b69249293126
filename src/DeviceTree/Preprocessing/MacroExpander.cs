using System.Text;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Preprocessing;

/// <summary>Replaces macros by their bodies (C23, 6.10.5).</summary>
/// <remarks>
/// Bodies are on a stack of contexts; tokens are taken from the topmost. A macro is busy while its context is on the stack,
/// and a name met while its macro is busy is painted: it is not expanded from then on. Where an expansion begins or ends, a padding
/// says so: it decides whether a blank is written there.
/// </remarks>
internal sealed partial class MacroExpander(MacroTable macros, ITokenFeed feed)
{
    /// <summary>How many tokens one compilation may make; whole kernels' boards need some ten thousand.</summary>
    private const int MaxTokens = 4_000_000;

    /// <summary>How deeply calls may be nested in arguments of calls.</summary>
    private const int MaxArgumentDepth = 200;

    private readonly List<Context> _contexts = [];
    private int _floor;
    private int _depth;
    private int _made;
    private bool _isCondition;

    /// <summary>What went wrong in the last expansion: an error made for a location, or <see langword="null"/>.</summary>
    public Func<SourceSpan, Diagnostic>? Fault { get; private set; }

    /// <summary>What is wrong with a <c>defined</c> or <c>__has_include</c> in the last condition, as the end of a sentence.</summary>
    public string? ConditionFault { get; private set; }

    /// <summary>Expands one use of a macro.</summary>
    /// <param name="macro">The macro; if it takes arguments, an opening parenthesis follows in the feed.</param>
    /// <param name="name">Its name as used.</param>
    /// <param name="output">Gets the expansion, with paddings.</param>
    public void Expand(Macro macro, PpToken name, List<PpToken> output)
    {
        Fault = null;
        if (_made > MaxTokens)
        {
            return;
        }

        output.Add(TryEnter(macro, name) ? PpToken.PaddingFor(name) : name);
        Run(output);
    }

    /// <summary>Expands a list of tokens on its own, as a directive needs it.</summary>
    /// <returns>The expansion without paddings.</returns>
    public List<PpToken> ExpandAll(List<PpToken> tokens)
    {
        Fault = null;
        List<PpToken> expanded = ExpandSeparately(tokens);
        expanded.RemoveAll(static token => token.Kind == PpTokenKind.Padding);
        return expanded;
    }

    /// <summary>
    /// Expands the tokens of an <c>#if</c>. What <c>defined</c> and <c>__has_include</c> say is in their places, also where a macro's body
    /// has them.
    /// </summary>
    public List<PpToken> ExpandCondition(List<PpToken> tokens)
    {
        ConditionFault = null;
        _isCondition = true;
        List<PpToken> expanded = ExpandAll(tokens);
        _isCondition = false;
        return expanded;
    }

    private List<PpToken> ExpandSeparately(List<PpToken> tokens)
    {
        if (++_depth > MaxArgumentDepth)
        {
            Fault ??= at => PreprocessorDiagnostics.ExpansionTooLarge(at, FirstName(tokens));
            _depth--;
            return [.. tokens];
        }

        int floor = _floor;
        _floor = _contexts.Count;
        _contexts.Add(new(null, tokens, 0) { IsBase = true });
        List<PpToken> output = [];
        Run(output);
        _floor = floor;
        _depth--;
        return output;
    }

    private static string FirstName(List<PpToken> tokens) =>
        tokens.Count == 0 ? "" : Encoding.Latin1.GetString(tokens[0].Text);

    private void Run(List<PpToken> output)
    {
        while (TryNext(out PpToken token))
        {
            output.Add(token.Kind == PpTokenKind.Identifier && !token.IsPainted ? Replace(token) : token);
        }
    }

    /// <summary>What comes into the place of a name; an expansion is on the stack then.</summary>
    private PpToken Replace(PpToken name)
    {
        if (macros.Find(name.Text) is not Macro macro)
        {
            return _isCondition && _depth == 1 && name.Text.SequenceEqual("defined"u8) ? ReadDefined(name) : name;
        }

        return macro.IsBusy ? name with { IsPainted = true } : TryEnter(macro, name) ? PpToken.PaddingFor(name) : name;
    }

    /// <summary>Puts a macro's expansion on the stack.</summary>
    /// <returns><see langword="false"/> when it needs arguments and none follow.</returns>
    private bool TryEnter(Macro macro, PpToken name)
    {
        List<PpToken> tokens;
        if (macro.BuiltIn != BuiltInMacro.None)
        {
            tokens = BuiltInValue(macro, name);
        }
        else if (!macro.IsFunctionLike)
        {
            tokens = macro.Body.IsPlain ? macro.Body.Tokens : Substitute(macro, []);
        }
        else if (!IsAtParenthesis())
        {
            return false;
        }
        else if (ReadArguments(macro) is List<Argument> arguments)
        {
            tokens = macro.Body.IsPlain ? macro.Body.Tokens : Substitute(macro, arguments);
        }
        else
        {
            // Something must be there, or one error would bring the next.
            tokens = [PpToken.Of(PpTokenKind.Number, "0"u8.ToArray())];
        }

        _made += tokens.Count + 1;
        if (_made > MaxTokens)
        {
            AbandonAll(macro);
            return true;
        }

        bool isOrdinary = macro.BuiltIn == BuiltInMacro.None;
        macro.IsBusy = isOrdinary;
        _contexts.Add(new(isOrdinary ? macro : null, tokens, name.Origin));
        return true;
    }

    /// <summary>Takes the next token from the contexts. Where one ends there is an edge.</summary>
    private bool TryNext(out PpToken token)
    {
        token = PpToken.Edge;
        if (_contexts.Count == _floor)
        {
            return false;
        }

        Context top = _contexts[^1];
        if (top.Next < top.Tokens.Count)
        {
            token = top.Tokens[top.Next++];
            if (token.Origin == 0 && top.Origin != 0)
            {
                token = token with { Origin = top.Origin };
            }

            return true;
        }

        Leave(top);
        return !top.IsBase;
    }

    private void Leave(Context context)
    {
        if (context.Macro is not null)
        {
            context.Macro.IsBusy = false;
        }

        _contexts.RemoveAt(_contexts.Count - 1);
    }

    private void AbandonAll(Macro macro)
    {
        Fault ??= at => PreprocessorDiagnostics.ExpansionTooLarge(at, macro.DisplayName);
        while (_contexts.Count > _floor)
        {
            Leave(_contexts[^1]);
        }
    }

    /// <summary>Whether an argument list follows. When none does, one padding takes the place of those that were passed over.</summary>
    private bool IsAtParenthesis()
    {
        PpToken? padding = null;
        while (_contexts.Count > _floor)
        {
            Context top = _contexts[^1];
            PpToken passed = PpToken.Edge;
            if (top.Next < top.Tokens.Count)
            {
                passed = top.Tokens[top.Next];
                if (passed.Kind != PpTokenKind.Padding)
                {
                    return passed.Is('(') || PutBack(padding);
                }

                top.Next++;
            }
            else if (top.IsBase)
            {
                return PutBack(padding);
            }
            else
            {
                Leave(top);
            }

            if (padding is not PpToken kept || !kept.HasSource || (!kept.HasSpaceBefore && !passed.HasSource))
            {
                padding = passed;
            }
        }

        return (_depth == 0 && feed.IsAtParenthesis()) || PutBack(padding);
    }

    private bool PutBack(PpToken? padding)
    {
        if (padding is PpToken token)
        {
            _contexts.Add(new(null, [token], 0));
        }

        return false;
    }

    private sealed class Context(Macro? macro, List<PpToken> tokens, int origin)
    {
        public Macro? Macro { get; } = macro;

        public List<PpToken> Tokens { get; set; } = tokens;

        /// <summary>Where the macro is used, for tokens that say nothing of their own.</summary>
        public int Origin { get; } = origin;

        public int Next { get; set; }

        /// <summary>Whether this is the list that is expanded on its own, whose end is an end.</summary>
        public bool IsBase { get; init; }
    }
}

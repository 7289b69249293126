namespace Partition.DeviceTree.Preprocessing;

/// <summary>The replacement list of a macro (C23, 6.10.5), with parameters, <c>#</c>, <c>##</c> and <c>__VA_OPT__</c> marked.</summary>
internal sealed class MacroBody
{
    private static readonly byte[] OptionalName = "__VA_OPT__"u8.ToArray();

    private MacroBody(List<PpToken> tokens, List<List<PpToken>> optionalParts, string? fault)
    {
        Tokens = tokens;
        OptionalParts = optionalParts;
        Fault = fault;
        IsPlain = tokens.TrueForAll(static token => token.Kind < PpTokenKind.Parameter && !token.JoinsNext);
    }

    /// <summary>The tokens.</summary>
    public List<PpToken> Tokens { get; }

    /// <summary>What is in the parentheses of each <c>__VA_OPT__</c>.</summary>
    public List<List<PpToken>> OptionalParts { get; }

    /// <summary>What is wrong with a <c>__VA_OPT__</c>, as the end of a sentence; <see langword="null"/> when nothing is.</summary>
    public string? Fault { get; }

    /// <summary>Whether the body is used as it is, with nothing to put in or to paste.</summary>
    public bool IsPlain { get; }

    /// <summary>Reads a body.</summary>
    public static MacroBody Read(byte[] buffer, int start, int end, List<byte[]>? parameters, bool isVariadic) =>
        new Reader(PpScanner.ReadAll(buffer, start, end), parameters, isVariadic).Read();

    /// <summary>Whether two bodies say the same.</summary>
    public bool IsSameAs(MacroBody other) =>
        AreSame(Tokens, other.Tokens)
        && OptionalParts.Count == other.OptionalParts.Count
        && OptionalParts.Zip(other.OptionalParts).All(static pair => AreSame(pair.First, pair.Second));

    private static bool AreSame(List<PpToken> first, List<PpToken> second) =>
        first.Count == second.Count
        && first.Zip(second).All(static pair => pair.First.Kind == pair.Second.Kind
            && pair.First.HasSpaceBefore == pair.Second.HasSpaceBefore
            && pair.First.JoinsNext == pair.Second.JoinsNext
            && pair.First.Text.SequenceEqual(pair.Second.Text));

    private sealed class Reader(List<PpToken> raw, List<byte[]>? parameters, bool isVariadic)
    {
        private readonly List<List<PpToken>> _optionalParts = [];
        private string? _fault;

        public MacroBody Read()
        {
            List<PpToken> tokens = Read(0, raw.Count);
            if (tokens.Count > 0)
            {
                tokens[0] = tokens[0] with { HasSpaceBefore = false };
            }

            return new(tokens, _optionalParts, _fault);
        }

        private List<PpToken> Read(int start, int end)
        {
            List<PpToken> body = new(end - start);
            for (int i = start; i < end; i++)
            {
                PpToken token = raw[i];
                if (token.Is("##"u8) && body.Count > 0)
                {
                    body[^1] = body[^1] with { JoinsNext = true };
                    continue;
                }

                bool isHash = token.Is('#') && i + 1 < end;
                if (isHash && FindParameter(raw[i + 1]) is int stringified and >= 0)
                {
                    body.Add(raw[++i] with
                    {
                        Kind = PpTokenKind.Stringified,
                        Parameter = stringified,
                        HasSpaceBefore = token.HasSpaceBefore,
                    });
                }
                else if (IsOptional(isHash ? raw[i + 1] : token))
                {
                    i += isHash ? 1 : 0;
                    body.Add(ReadOptional(ref i, end, isHash) with { HasSpaceBefore = token.HasSpaceBefore });
                }
                else if (FindParameter(token) is int parameter and >= 0)
                {
                    body.Add(token with { Kind = PpTokenKind.Parameter, Parameter = parameter });
                }
                else
                {
                    body.Add(token);
                }
            }

            return body;
        }

        /// <summary>Reads <c>__VA_OPT__(…)</c>, up to the closing parenthesis.</summary>
        private PpToken ReadOptional(ref int at, int end, bool isStringified)
        {
            PpToken name = raw[at];
            int open = at + 1;
            int close = open < end && raw[open].Is('(') ? FindClose(open, end) : end;
            if (close == end)
            {
                _fault ??= open < end && raw[open].Is('(') ? "'__VA_OPT__(' has no ')'" : "'__VA_OPT__' needs a '(' after it";
                return name;
            }

            if (raw[(open + 1)..close].Exists(IsOptional))
            {
                _fault ??= "a '__VA_OPT__' is within another";
            }
            else if (close > open + 1 && (raw[open + 1].Is("##"u8) || raw[close - 1].Is("##"u8)))
            {
                _fault ??= "what is in the parentheses of '__VA_OPT__' begins or ends with '##'";
            }

            at = close;
            int number = _optionalParts.Count;
            _optionalParts.Add([]);
            _optionalParts[number] = Read(open + 1, close);
            return name with { Kind = isStringified ? PpTokenKind.StringifiedOptional : PpTokenKind.Optional, Parameter = number };
        }

        private int FindClose(int open, int end)
        {
            int depth = 0;
            for (int i = open; i < end; i++)
            {
                depth += raw[i].Is('(') ? 1 : raw[i].Is(')') ? -1 : 0;
                if (depth == 0)
                {
                    return i;
                }
            }

            return end;
        }

        private bool IsOptional(PpToken token) =>
            isVariadic && token.Kind == PpTokenKind.Identifier && token.Text.SequenceEqual(OptionalName);

        private int FindParameter(PpToken token)
        {
            if (parameters is not null && token.Kind == PpTokenKind.Identifier)
            {
                for (int i = 0; i < parameters.Count; i++)
                {
                    if (token.Text.SequenceEqual(parameters[i]))
                    {
                        return i;
                    }
                }
            }

            return -1;
        }
    }
}

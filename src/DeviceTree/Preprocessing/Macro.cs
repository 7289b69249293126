using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Preprocessing;

/// <summary>A macro. Its body is read when it is first used: most of the definitions in a header never are.</summary>
internal sealed class Macro(byte[] name, byte[] buffer, int bodyStart, int bodyEnd)
{
    private List<PpToken>? _body;
    private string? _displayName;

    /// <summary>The macro's name.</summary>
    public byte[] Name { get; } = name;

    /// <summary>The name as messages show it.</summary>
    public string DisplayName => _displayName ??= System.Text.Encoding.Latin1.GetString(Name);

    /// <summary>The names of the parameters; <see langword="null"/> when the macro takes no argument list.</summary>
    public List<byte[]>? Parameters { get; init; }

    /// <summary>Whether the last parameter takes all arguments that are left.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>Where it was defined.</summary>
    public SourceSpan Definition { get; init; } = SourceSpan.None;

    /// <summary>What the name means when its value depends on the place.</summary>
    public BuiltInMacro BuiltIn { get; init; }

    /// <summary>Whether the macro is being expanded, so that its name stands for itself.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether an argument list must follow the name.</summary>
    public bool IsFunctionLike => Parameters is not null;

    /// <summary>The body's tokens, with parameters and pasting marked.</summary>
    public List<PpToken> Body => _body ??= ReadBody();

    /// <summary>Whether the body stands for itself, with nothing to put in or to paste.</summary>
    public bool IsPlain => !IsFunctionLike && !Body.Exists(static token => token.Kind == PpTokenKind.Paste);

    /// <summary>Whether two definitions say the same (C11, 6.10.3, paragraph 2).</summary>
    public bool IsSameAs(Macro other) =>
        IsVariadic == other.IsVariadic
        && (Parameters is null) == (other.Parameters is null)
        && (Parameters is null || Parameters.SequenceEqual(other.Parameters!, ByteStringComparer.Instance))
        && Body.Count == other.Body.Count
        && Body.Zip(other.Body).All(static pair => pair.First.Kind == pair.Second.Kind
            && pair.First.HasSpaceBefore == pair.Second.HasSpaceBefore
            && pair.First.Text.SequenceEqual(pair.Second.Text));

    private List<PpToken> ReadBody()
    {
        List<PpToken> raw = PpScanner.ReadAll(buffer, bodyStart, bodyEnd);
        List<PpToken> body = new(raw.Count);
        for (int i = 0; i < raw.Count; i++)
        {
            PpToken token = raw[i];
            bool isHash = token.Is('#') && i + 1 < raw.Count;
            if (isHash && raw[i + 1].Is('#') && !raw[i + 1].HasSpaceBefore)
            {
                body.Add(token with { Kind = PpTokenKind.Paste, Length = 2 });
                i++;
            }
            else if (isHash && FindParameter(raw[i + 1]) is int stringified and >= 0)
            {
                body.Add(token with { Kind = PpTokenKind.Stringified, Parameter = stringified });
                i++;
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

        if (body.Count > 0)
        {
            body[0] = body[0] with { HasSpaceBefore = false };
        }

        return body;
    }

    private int FindParameter(PpToken token)
    {
        if (Parameters is not null && token.Kind == PpTokenKind.Identifier)
        {
            for (int i = 0; i < Parameters.Count; i++)
            {
                if (token.Text.SequenceEqual(Parameters[i]))
                {
                    return i;
                }
            }
        }

        return -1;
    }
}

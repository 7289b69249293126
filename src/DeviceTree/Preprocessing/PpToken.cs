namespace Partition.DeviceTree.Preprocessing;

/// <summary>A preprocessing token: a part of a buffer, and what is before it.</summary>
internal readonly record struct PpToken(PpTokenKind Kind, byte[] Buffer, int Start, int Length)
{
    /// <summary>A place where an expansion ends: the tokens on its two sides must not run together.</summary>
    public static PpToken Edge { get; } = new(PpTokenKind.Padding, [], 0, 0);

    /// <summary>Whether white space is before the token; of a padding, whether it is before the token that the padding replaces.</summary>
    public bool HasSpaceBefore { get; init; }

    /// <summary>Whether the name was met inside its own expansion and is never expanded again.</summary>
    public bool IsPainted { get; init; }

    /// <summary>Whether <c>##</c> joins the token to the next one.</summary>
    public bool JoinsNext { get; init; }

    /// <summary>Whether the padding takes the place of a token, whose white space it keeps.</summary>
    public bool HasSource { get; init; }

    /// <summary>The number of the parameter or of the optional part, from 0.</summary>
    public int Parameter { get; init; }

    /// <summary>
    /// The offset in the file, plus 1, where the token, or the use of the macro whose body it is from, is written; 0 when unknown.
    /// </summary>
    public int Origin { get; init; }

    /// <summary>The token as written.</summary>
    public ReadOnlySpan<byte> Text => Buffer.AsSpan(Start, Length);

    /// <summary>The token's first character.</summary>
    public byte First => Length == 0 ? (byte)0 : Buffer[Start];

    /// <summary>The padding in place of a token, such as the name of a macro whose expansion follows.</summary>
    public static PpToken PaddingFor(PpToken source) =>
        new(PpTokenKind.Padding, [], 0, 0) { HasSource = true, HasSpaceBefore = source.HasSpaceBefore };

    /// <summary>A token with a text of its own.</summary>
    public static PpToken Of(PpTokenKind kind, byte[] text) => new(kind, text, 0, text.Length);

    /// <summary>Whether the token is a certain character.</summary>
    public bool Is(char punctuation) => Kind == PpTokenKind.Punctuation && Length == 1 && First == punctuation;

    /// <summary>Whether the token is a certain operator.</summary>
    public bool Is(ReadOnlySpan<byte> punctuation) => Kind == PpTokenKind.Punctuation && Text.SequenceEqual(punctuation);
}

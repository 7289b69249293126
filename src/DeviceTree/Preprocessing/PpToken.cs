namespace Partition.DeviceTree.Preprocessing;

/// <summary>A preprocessing token: a stretch of a buffer, and what stands before it.</summary>
internal readonly record struct PpToken(PpTokenKind Kind, byte[] Buffer, int Start, int Length)
{
    /// <summary>Whether white space stands before the token.</summary>
    public bool HasSpaceBefore { get; init; }

    /// <summary>Whether the edge of an expansion lies before the token, so that it must not run into the one before it.</summary>
    public bool IsAtEdge { get; init; }

    /// <summary>Whether the name was met inside its own expansion and is never expanded again.</summary>
    public bool IsPainted { get; init; }

    /// <summary>The number of the parameter, from 0.</summary>
    public int Parameter { get; init; }

    /// <summary>The token as written.</summary>
    public ReadOnlySpan<byte> Text => Buffer.AsSpan(Start, Length);

    /// <summary>The token's first character.</summary>
    public byte First => Length == 0 ? (byte)0 : Buffer[Start];

    /// <summary>Whether the token is a certain character.</summary>
    public bool Is(char punctuation) => Kind == PpTokenKind.Punctuation && First == punctuation;
}

using Partition.Diagnostics;

namespace Partition.DeviceTree.Syntax;

/// <summary>A token: a stretch of a buffer and what it means.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Buffer">Where it lies.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="End">Behind its last byte.</param>
/// <param name="Value">The number of an integer or a byte; the character or characters of a symbol or operator.</param>
internal readonly record struct Token(TokenKind Kind, SourceBuffer Buffer, int Start, int End, ulong Value)
{
    /// <summary>The token as written.</summary>
    public ReadOnlySpan<byte> Text => Buffer.Bytes.AsSpan(Start, End - Start);

    /// <summary>The place of the token.</summary>
    public SourceSpan Span => Buffer.Map.Span(Start, End);

    /// <summary>The character of a symbol; of an operator its first in the high byte and its second in the low one.</summary>
    public ushort Symbol => (ushort)Value;

    /// <summary>Whether the token is a certain character.</summary>
    public bool Is(char symbol) => Kind == TokenKind.Symbol && Value == symbol;
}

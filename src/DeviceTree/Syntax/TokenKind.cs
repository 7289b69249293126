namespace Partition.DeviceTree.Syntax;

/// <summary>What a token of the device tree language is.</summary>
internal enum TokenKind : byte
{
    /// <summary>Nothing is left.</summary>
    End,

    /// <summary>The name of a node or a property.</summary>
    Name,

    /// <summary>A label with its colon.</summary>
    Label,

    /// <summary>A bare word among values, where none belongs.</summary>
    Word,

    /// <summary>An integer or a character literal.</summary>
    Integer,

    /// <summary>A string with its quotes.</summary>
    String,

    /// <summary>Two hexadecimal digits between square brackets.</summary>
    Byte,

    /// <summary><c>&amp;label</c></summary>
    LabelReference,

    /// <summary><c>&amp;{/path}</c></summary>
    PathReference,

    /// <summary><c>/dts-v1/</c></summary>
    Version,

    /// <summary><c>/plugin/</c></summary>
    Plugin,

    /// <summary><c>/memreserve/</c></summary>
    MemoryReserve,

    /// <summary><c>/bits/</c></summary>
    Bits,

    /// <summary><c>/delete-property/</c></summary>
    DeleteProperty,

    /// <summary><c>/delete-node/</c></summary>
    DeleteNode,

    /// <summary><c>/omit-if-no-ref/</c></summary>
    OmitIfNoReference,

    /// <summary><c>/incbin/</c></summary>
    IncludeBinary,

    /// <summary>One other character; <see cref="Token.Symbol"/> says which.</summary>
    Symbol,

    /// <summary>An operator of two characters; <see cref="Token.Symbol"/> says which, see <see cref="Operators"/>.</summary>
    Operator,

    /// <summary>Something that was reported already.</summary>
    Bad,
}

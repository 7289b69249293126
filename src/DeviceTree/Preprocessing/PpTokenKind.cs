namespace Partition.DeviceTree.Preprocessing;

/// <summary>What a preprocessing token is (C23, 6.4).</summary>
internal enum PpTokenKind : byte
{
    /// <summary>A name that may be a macro.</summary>
    Identifier,

    /// <summary>A preprocessing number; it takes in all letters that follow its digits.</summary>
    Number,

    /// <summary>A string or character literal with its quotes.</summary>
    Quoted,

    /// <summary>A literal without its closing quote, up to the end of its line.</summary>
    Unclosed,

    /// <summary>An operator, or one other character.</summary>
    Punctuation,

    /// <summary>In a macro's body: a parameter; <see cref="PpToken.Parameter"/> says which.</summary>
    Parameter,

    /// <summary>In a macro's body: a parameter after <c>#</c>.</summary>
    Stringified,

    /// <summary>In a macro's body: <c>__VA_OPT__(…)</c>; <see cref="PpToken.Parameter"/> is the number of the optional part.</summary>
    Optional,

    /// <summary>In a macro's body: <c>#__VA_OPT__(…)</c>.</summary>
    StringifiedOptional,

    /// <summary>The edge of an expansion. It has no text; it keeps tokens apart that would otherwise run together.</summary>
    Padding,
}

namespace Partition.DeviceTree.Preprocessing;

/// <summary>What a preprocessing token is (C11, 6.4).</summary>
internal enum PpTokenKind : byte
{
    /// <summary>A name that may be a macro.</summary>
    Identifier,

    /// <summary>A preprocessing number; it takes in whatever letters follow its digits.</summary>
    Number,

    /// <summary>A string or character literal with its quotes, or an unclosed one up to the end of its line.</summary>
    Quoted,

    /// <summary>One other character. Operators of several characters are several tokens side by side.</summary>
    Punctuation,

    /// <summary>In a macro's body: <c>##</c>.</summary>
    Paste,

    /// <summary>In a macro's body: a parameter; <see cref="PpToken.Parameter"/> says which.</summary>
    Parameter,

    /// <summary>In a macro's body: a parameter behind <c>#</c>.</summary>
    Stringified,

    /// <summary>Stands for an empty argument while <c>##</c> joins it.</summary>
    Placemarker,
}

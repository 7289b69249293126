namespace Partition.DeviceTree.Syntax;

/// <summary>What the lexer expects: the same characters are a name in one place and an expression in another.</summary>
internal enum LexerMode
{
    /// <summary>Values, and everything at the top of a file.</summary>
    Value,

    /// <summary>The name of a node or a property.</summary>
    Name,

    /// <summary>Bytes between square brackets.</summary>
    Bytes,
}

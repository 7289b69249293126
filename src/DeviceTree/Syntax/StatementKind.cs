namespace Partition.DeviceTree.Syntax;

/// <summary>What stands at the top of a source.</summary>
internal enum StatementKind
{
    /// <summary><c>/ { … };</c></summary>
    Root,

    /// <summary><c>&amp;label { … };</c></summary>
    Extension,

    /// <summary><c>/delete-node/ &amp;label;</c></summary>
    Deletion,

    /// <summary><c>/omit-if-no-ref/ &amp;label;</c></summary>
    Omission,
}

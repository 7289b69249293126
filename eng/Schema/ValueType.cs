namespace Partition.Schema;

/// <summary>What the text of a property or metadatum is.</summary>
internal enum ValueType
{
    /// <summary>Any text.</summary>
    String,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A number without a unit.</summary>
    Number,

    /// <summary>A number of bytes, with K, M or G behind it or not.</summary>
    Size,

    /// <summary>A time with its unit: <c>10ms</c>.</summary>
    Duration,

    /// <summary>The path of a file.</summary>
    File,

    /// <summary>The path of a folder.</summary>
    Folder,

    /// <summary>Entries with semicolons between them.</summary>
    List,

    /// <summary>One of the values that the entry lists.</summary>
    Choice,
}

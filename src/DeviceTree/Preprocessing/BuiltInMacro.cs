namespace Partition.DeviceTree.Preprocessing;

/// <summary>A macro whose value no definition gives.</summary>
internal enum BuiltInMacro
{
    /// <summary>An ordinary macro.</summary>
    None,

    /// <summary><c>__FILE__</c></summary>
    File,

    /// <summary><c>__FILE_NAME__</c>: the file without its directory.</summary>
    FileName,

    /// <summary><c>__BASE_FILE__</c>: the source that is compiled, in an included file too.</summary>
    BaseFile,

    /// <summary><c>__LINE__</c></summary>
    Line,

    /// <summary><c>__INCLUDE_LEVEL__</c></summary>
    IncludeLevel,

    /// <summary><c>__COUNTER__</c>: a number that each use increments.</summary>
    Counter,

    /// <summary><c>__DATE__</c></summary>
    Date,

    /// <summary><c>__TIME__</c></summary>
    Time,

    /// <summary><c>__TIMESTAMP__</c>: when the file was last written.</summary>
    Timestamp,

    /// <summary><c>__has_include</c></summary>
    HasInclude,

    /// <summary><c>__has_include_next</c></summary>
    HasIncludeNext,

    /// <summary><c>_Pragma</c></summary>
    Pragma,
}

namespace Partition.DeviceTree.Preprocessing;

/// <summary>A macro whose value depends on the place of its use.</summary>
internal enum BuiltInMacro
{
    /// <summary>An ordinary macro.</summary>
    None,

    /// <summary><c>__FILE__</c></summary>
    File,

    /// <summary><c>__LINE__</c></summary>
    Line,
}

namespace Partition.Tool.Dtc;

/// <summary>What a device tree is written in.</summary>
internal enum DtcFormat
{
    /// <summary>Source text.</summary>
    Source,

    /// <summary>A blob (DTB).</summary>
    Blob,

    /// <summary>A directory like <c>/proc/device-tree</c>: a directory is a node, a file is a property.</summary>
    Directory,

    /// <summary>Source for an assembler.</summary>
    Assembly,

    /// <summary>YAML, for schemas.</summary>
    Yaml,
}

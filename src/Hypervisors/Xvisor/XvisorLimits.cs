namespace Partition.Hypervisors.Xvisor;

/// <summary>The sizes that Xvisor v0.3.0 works in. Beyond most of them it cuts off, or stops, without a word.</summary>
internal static class XvisorLimits
{
    /// <summary>A page of the processor, in bytes.</summary>
    public const ulong PageSize = 4096;

    /// <summary>The largest tree that it reads for a guest, in bytes (<c>VFS_MAX_FDT_SZ</c>).</summary>
    public const int LargestConfigTree = 32 << 10;

    /// <summary>The largest tree of the board, in bytes (<c>CONFIG_ARM_MAX_DTB_SIZE</c>).</summary>
    public const int LargestHostTree = 64 << 10;

    /// <summary>The longest name of a node or property in bytes, of 32 with the zero (<c>VMM_FIELD_SHORT_NAME_SIZE</c>).</summary>
    public const int LongestName = 31;

    /// <summary>The longest name of a file in bytes, of 64 with the zero (<c>VFS_MAX_NAME</c>).</summary>
    public const int LongestFileName = 63;

    /// <summary>The longest path of a file in bytes, of 256 with the zero (<c>VFS_MAX_PATH</c>).</summary>
    public const int LongestPath = 255;

    /// <summary>
    /// The longest line of a script, and the longest list of files to load, in bytes: it reads 4096, with a zero behind them.
    /// </summary>
    public const int LongestLine = 4095;

    /// <summary>The most words of a command.</summary>
    public const int MostWords = 32;

    /// <summary>The longest command in <c>/chosen/bootcmd</c>, in bytes, of 256 with the zero.</summary>
    public const int LongestBootCommand = 255;

    /// <summary>The most CPUs that a guest's interrupt controller serves.</summary>
    public const int MostCpus = 8;

    /// <summary>Bits in a machine word of its 32-bit build, above every <c>align_order</c>.</summary>
    public const uint WordBits = 32;
}

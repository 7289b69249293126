namespace Partition.DeviceTree;

/// <summary>What a DTB gets beside its tree.</summary>
public sealed record BlobOptions
{
    /// <summary>The options when nothing is said: no room to spare.</summary>
    public static BlobOptions Default { get; } = new();

    /// <summary>Size in bytes that the blob has at least; zeros fill it up (<c>dtc -S</c>). A larger blob stays as it is.</summary>
    public int MinimumSize { get; init; }

    /// <summary>Zeros appended behind the blob, in bytes, before it is aligned (<c>dtc -p</c>).</summary>
    public int Padding { get; init; }

    /// <summary>The total size is a multiple of this many bytes (<c>dtc -a</c>); a power of two, 1 for none.</summary>
    public int Alignment { get; init; } = 1;

    /// <summary>Empty entries in the memory reservation block, for a boot loader to fill (<c>dtc -R</c>).</summary>
    public int ReserveEntries { get; init; }

    /// <summary>The header's <c>boot_cpuid_phys</c> (<c>dtc -b</c>); <see langword="null"/> takes the document's.</summary>
    public uint? BootCpuId { get; init; }
}

using System.Collections.Immutable;

namespace Partition.DeviceTree.Blob;

/// <summary>What a DTB gets beside its tree.</summary>
public sealed record BlobOptions
{
    /// <summary>The options when nothing is said: no room to spare.</summary>
    public static BlobOptions Default { get; } = new();

    /// <summary>The version of the format (<c>dtc -V</c>): 17, 16, 3, 2 or 1.</summary>
    /// <remarks>
    /// <list type="table">
    /// <item><term>17</term><description>what everything reads today</description></item>
    /// <item><term>16</term><description>the header does not say how long the structure block is</description></item>
    /// <item><term>3, 2, 1</term><description>nodes have their full paths for names, and a property <c>name</c>; values of eight
    /// bytes and more are aligned to eight; 2 does not say how long the strings are, 1 does not say the boot CPU
    /// either</description></item>
    /// </list>
    /// </remarks>
    public int Version { get; init; } = 17;

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

    /// <summary>Bytes that the strings block begins with; names that do not stand in them yet are appended. Empty for none.</summary>
    /// <remarks><c>OverlayResult.Strings</c> here gives the bytes that <c>fdtoverlay</c> writes.</remarks>
    public ImmutableArray<byte> Strings { get; init; } = [];
}

namespace Partition.DeviceTree.Blob;

/// <summary>Where the fields of a DTB's header lie: bytes from its start. Big-endian throughout.</summary>
/// <remarks>Devicetree Specification v0.4, sections 5.2 to 5.4; names follow <c>struct fdt_header</c> there.</remarks>
internal static class BlobLayout
{
    public const int Magic = 0x00;           // u32, MagicValue
    public const int TotalSize = 0x04;       // u32
    public const int OffDtStruct = 0x08;     // u32
    public const int OffDtStrings = 0x0c;    // u32
    public const int OffMemRsvMap = 0x10;    // u32
    public const int Version = 0x14;         // u32
    public const int LastCompVersion = 0x18; // u32
    public const int BootCpuidPhys = 0x1c;   // u32, since version 2
    public const int SizeDtStrings = 0x20;   // u32, since version 3
    public const int SizeDtStruct = 0x24;    // u32, since version 17
    public const int HeaderSize = 0x28;

    public const int ReservationSize = 16;   // u64 address, u64 size

    public const uint MagicValue = 0xd00dfeed;
    public const uint CurrentVersion = 17;
    public const uint OldestCompatible = 16;

    /// <summary>The last version whose nodes are named by full paths, and whose values are aligned to eight bytes.</summary>
    public const uint LastWithFullPaths = 3;

    /// <summary>The versions that dtc writes.</summary>
    public static ReadOnlySpan<int> WrittenVersions => [1, 2, 3, 16, 17];

    /// <summary>How much of the header a version has; the reservations begin at the next multiple of eight.</summary>
    public static int HeaderSizeOf(uint version) => version switch
    {
        < 2 => BootCpuidPhys,
        2 => SizeDtStrings,
        < 17 => SizeDtStruct,
        _ => HeaderSize,
    };

    /// <summary>The oldest version whose readers understand a version.</summary>
    public static uint CompatibleOf(uint version) => version <= LastWithFullPaths ? 1 : OldestCompatible;

    public const uint BeginNode = 1;
    public const uint EndNode = 2;
    public const uint Property = 3;
    public const uint Nop = 4;
    public const uint End = 9;
}

namespace Partition.Images.Cpio;

/// <summary>Where the fields of a newc record lie: 8 hexadecimal digits each, bytes from the record's start.</summary>
/// <remarks>Linux, Documentation/driver-api/early-userspace/buffer-format.rst; cpio(5), "New ASCII Format".</remarks>
internal static class CpioLayout
{
    public const int HeaderSize = 110;
    public const int FieldSize = 8;
    public const int Inode = 6;
    public const int Mode = 14;
    public const int UserId = 22;
    public const int GroupId = 30;
    public const int LinkCount = 38;
    public const int ModificationTime = 46;
    public const int FileSize = 54;
    public const int DeviceMajor = 62;
    public const int DeviceMinor = 70;
    public const int SpecialMajor = 78;
    public const int SpecialMinor = 86;
    public const int NameSize = 94; // with the NUL
    public const int Check = 102;

    /// <summary>Linux's PATH_MAX, with the NUL.</summary>
    public const int MaxNameSize = 4096;

    /// <summary>GNU cpio fills the archive up to a multiple of this.</summary>
    public const int ArchiveAlignment = 512;

    public static ReadOnlySpan<byte> Magic => "070701"u8;

    public static ReadOnlySpan<byte> MagicWithChecksum => "070702"u8;

    /// <summary>Whether bytes begin like a record.</summary>
    public static bool StartsRecord(ReadOnlySpan<byte> head) => head.StartsWith(Magic) || head.StartsWith(MagicWithChecksum);

    public static ReadOnlySpan<byte> Trailer => "TRAILER!!!"u8;

    /// <summary>The sum of bytes, as the field 'check' has it.</summary>
    public static uint SumOf(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        foreach (byte value in bytes)
        {
            sum += value;
        }

        return sum;
    }

    public static long Pad(long position, int alignment) => (alignment - position % alignment) % alignment;
}

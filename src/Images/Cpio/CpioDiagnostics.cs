using Partition.Images.Diagnostics;

namespace Partition.Images.Cpio;

/// <summary>What can be wrong with a newc archive, or with the plan of one.</summary>
internal static class CpioDiagnostics
{
    public static ImageDiagnostic FileTooLong(string path, long length) => ImageDiagnostic.Error("HV4201",
        $"'{path}' has {length} bytes; a newc archive holds at most 4294967295 bytes a file. Put it on the disk image instead.");

    public static ImageDiagnostic TimeClamped(string path, long time, long clamped) => ImageDiagnostic.Warning("HV4202",
        $"'{path}' has the time {time}, which a newc archive cannot hold (0 to 4294967295 seconds since 1970); it is stored as {clamped}.");

    public static ImageDiagnostic ReservedName() => ImageDiagnostic.Error("HV4203",
        "'/TRAILER!!!' cannot be in a newc archive: its name is the mark of the archive's end. Rename it.");

    public static ImageDiagnostic XvisorPath(string path, int length, int limit) => ImageDiagnostic.Error("HV4204",
        $"'{path}' has {length} bytes; Xvisor reads paths of archives into {limit + 1} bytes and does not look how long they are. Shorten it.");

    public static ImageDiagnostic XvisorHidden(string path) => ImageDiagnostic.Warning("HV4205",
        $"'{path}' begins with a dot; Xvisor passes over such entries of an archive. Rename it, if Xvisor is to read it.");

    public static ImageDiagnostic SomethingElse(long offset) => ImageDiagnostic.Warning("HV4216",
        $"At byte 0x{offset:x}, behind the end of the archive, stands something else than another newc archive, such as a compressed one; "
        + "it is not read.");

    public static ImageDiagnostic BadChecksum(string name, uint said, uint found) => ImageDiagnostic.Error("HV4217",
        $"The bytes of '{name}' add up to 0x{found:x8}, but the archive says 0x{said:x8}. It is damaged: build or copy it again.");

    public static ImageDiagnostic BadMagic(long offset) => ImageDiagnostic.Error("HV4211",
        $"There is no newc record (070701) at byte 0x{offset:x}. The file is no cpio archive, is of another cpio format, is compressed, "
        + "or is damaged before this place.");

    public static ImageDiagnostic ArchiveTruncated(string what, long offset, long archiveLength) => ImageDiagnostic.Error("HV4212",
        $"The archive is cut short: {what} at byte 0x{offset:x} goes on after its end at 0x{archiveLength:x}. Build or copy it again.");

    public static ImageDiagnostic BadField(string field, long offset) => ImageDiagnostic.Error("HV4213",
        $"The field '{field}' at byte 0x{offset:x} is not made of 8 hexadecimal digits. The archive is damaged: build or copy it again.");

    public static ImageDiagnostic BadName(long offset, long nameSize) => ImageDiagnostic.Error("HV4214",
        $"The record at byte 0x{offset:x} has a name of {nameSize} bytes, or one that does not end with its only NUL; "
        + $"1 to {CpioLayout.MaximumNameSize} bytes with a NUL at the end are right. The archive is damaged: build or copy it again.");

    public static ImageDiagnostic NoTrailer(long offset) => ImageDiagnostic.Error("HV4215",
        $"The archive ends at byte 0x{offset:x} without the record 'TRAILER!!!'. It is cut short: build or copy it again.");
}

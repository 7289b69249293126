using Partition.Diagnostics;

namespace Partition.Images.Cpio;

/// <summary>What can be wrong with a newc archive, or with the plan of one.</summary>
internal static class CpioDiagnostics
{
    public static Diagnostic FileTooLong(string path, long length) => Diagnostic.Error("HV4201", SourceSpan.None,
        $"'{path}' has {length} bytes; a newc archive holds at most 4294967295 bytes a file. Put it on the disk image instead.");

    public static Diagnostic TimeClamped(string path, long time, long clamped) => Diagnostic.Warning("HV4202", SourceSpan.None,
        $"'{path}' has the time {time}, which a newc archive cannot hold (0 to 4294967295 seconds since 1970); it is stored as {clamped}.");

    public static Diagnostic ReservedName() => Diagnostic.Error("HV4203", SourceSpan.None,
        "'/TRAILER!!!' cannot be in a newc archive: its name is the mark of the archive's end. Rename it.");

    public static Diagnostic XvisorPath(string path, int length, int limit) => Diagnostic.Error("HV4204", SourceSpan.None,
        $"'{path}' has {length} bytes; Xvisor reads paths of archives into {limit + 1} bytes and does not look how long they are. "
        + "Shorten it.");

    public static Diagnostic XvisorHidden(string path) => Diagnostic.Warning("HV4205", SourceSpan.None,
        $"'{path}' begins with a dot; Xvisor passes over such entries of an archive. Rename it, if Xvisor is to read it.");

    public static Diagnostic SomethingElse(long offset) => Diagnostic.Warning("HV4216", SourceSpan.None,
        $"At byte 0x{offset:x}, behind the end of the archive, stands something else than another newc archive, such as a compressed one; "
        + "it is not read.");

    public static Diagnostic BadChecksum(string name, uint said, uint found) => Diagnostic.Error("HV4217", SourceSpan.None,
        $"The bytes of '{name}' add up to 0x{found:x8}, but the archive says 0x{said:x8}. It is damaged: build or copy it again.");

    public static Diagnostic BadMagic(long offset) => Diagnostic.Error("HV4211", SourceSpan.None,
        $"There is no newc record (070701) at byte 0x{offset:x}. The file is no cpio archive, is of another cpio format, is compressed, "
        + "or is damaged before this place.");

    public static Diagnostic ArchiveTruncated(string what, long offset, long archiveLength) => Diagnostic.Error("HV4212", SourceSpan.None,
        $"The archive is cut short: {what} at byte 0x{offset:x} goes on after its end at 0x{archiveLength:x}. Build or copy it again.");

    public static Diagnostic BadField(string field, long offset) => Diagnostic.Error("HV4213", SourceSpan.None,
        $"The field '{field}' at byte 0x{offset:x} is not made of 8 hexadecimal digits. The archive is damaged: build or copy it again.");

    public static Diagnostic BadName(long offset, long nameSize) => Diagnostic.Error("HV4214", SourceSpan.None,
        $"The record at byte 0x{offset:x} has a name of {nameSize} bytes, or one that does not end with its only NUL; "
        + $"1 to {CpioLayout.MaxNameSize} bytes with a NUL at the end are right. The archive is damaged: build or copy it again.");

    public static Diagnostic NoTrailer(long offset) => Diagnostic.Error("HV4215", SourceSpan.None,
        $"The archive ends at byte 0x{offset:x} without the record 'TRAILER!!!'. It is cut short: build or copy it again.");
}

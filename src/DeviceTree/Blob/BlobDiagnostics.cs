using Partition.Diagnostics;

namespace Partition.DeviceTree.Blob;

/// <summary>The faults of a DTB.</summary>
internal static class BlobDiagnostics
{
    public static Diagnostic NoMagic(uint found, string? kind, string? remedy) => Diagnostic.Error("HV1301", SourceSpan.None, kind is null
        ? $"This is not a device tree blob: it begins with 0x{found:x8}, not with 0xd00dfeed. Name the blob, whose ending is '.dtb'."
        : $"This is {kind}, not a device tree blob. {remedy}");

    public static Diagnostic Truncated(int length, uint needed) => Diagnostic.Error("HV1302", SourceSpan.None,
        $"The blob has {length} bytes, but needs {needed}. Was it cut off?");

    public static Diagnostic UnknownVersion(uint version, uint compatible) => Diagnostic.Error("HV1303", SourceSpan.None,
        $"The blob is of version {version}, compatible with {compatible}; versions 1 to 17 can be read.");

    public static Diagnostic BlockOutside(string block, uint offset, uint size, uint total) => Diagnostic.Error("HV1304", SourceSpan.None,
        $"The {block} block [0x{offset:x}..0x{(ulong)offset + size:x}) does not lie within the blob's 0x{total:x} bytes, "
        + "or is not aligned.");

    public static Diagnostic UnclosedReservations(uint offset) => Diagnostic.Error("HV1305", SourceSpan.None,
        $"The memory reservation block at 0x{offset:x} has no entry of zeros to end it.");

    public static Diagnostic BadToken(uint token, uint offset) => Diagnostic.Error("HV1306", SourceSpan.None,
        $"The structure block has an unknown or misplaced token 0x{token:x} at 0x{offset:x} of the blob.");

    public static Diagnostic UnclosedStructure(uint offset) => Diagnostic.Error("HV1307", SourceSpan.None,
        $"The structure block ends at 0x{offset:x} of the blob, within a node, a name or a value.");

    public static Diagnostic BadNameOffset(uint name, uint offset) => Diagnostic.Error("HV1308", SourceSpan.None,
        $"The property at 0x{offset:x} of the blob has its name at 0x{name:x} of the strings block, where no name ends.");

    public static Diagnostic TooDeep(int limit, uint offset) => Diagnostic.Error("HV1309", SourceSpan.None,
        $"At 0x{offset:x} of the blob nodes are nested more than {limit} deep.");
}

using System.Runtime.InteropServices;

namespace Partition.Building.Files;

/// <summary>The fields of <c>struct statx</c> that are of use here; it is the same on every processor (statx(2)).</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct LinuxFileStatus
{
    /// <summary>How many names the file has.</summary>
    [FieldOffset(0x10)] public uint LinkCount;

    /// <summary>The number of the owner.</summary>
    [FieldOffset(0x14)] public uint UserId;

    /// <summary>The number of the group.</summary>
    [FieldOffset(0x18)] public uint GroupId;

    /// <summary>The kind and the permissions.</summary>
    [FieldOffset(0x1C)] public ushort Mode;

    /// <summary>The number of the inode.</summary>
    [FieldOffset(0x20)] public ulong Inode;

    /// <summary>How many bytes it has.</summary>
    [FieldOffset(0x28)] public long Size;

    /// <summary>When it was last written, in whole seconds since 1970 (UTC).</summary>
    [FieldOffset(0x70)] public long ModificationTime;

    /// <summary>The major number of the device that it stands for.</summary>
    [FieldOffset(0x80)] public uint DeviceMajor;

    /// <summary>The minor number of the device that it stands for.</summary>
    [FieldOffset(0x84)] public uint DeviceMinor;

    /// <summary>The major number of the device that it lies on.</summary>
    [FieldOffset(0x88)] public uint HostMajor;

    /// <summary>The minor number of the device that it lies on.</summary>
    [FieldOffset(0x8C)] public uint HostMinor;
}

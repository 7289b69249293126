using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Partition.Building.Files;

/// <summary>What lstat(2) says of a file, on processors where the layout of its answer is known.</summary>
/// <remarks>Linux, arch/x86/include/uapi/asm/stat.h and include/uapi/asm-generic/stat.h; the C libraries have the same.</remarks>
internal static class LinuxLinkStatus
{
    private const int BufferLength = 512;

    private static readonly Lazy<IntPtr> s_function = new(FindFunction);

    /// <summary>The status of a file; links are not followed. Null when there is none, and on other processors.</summary>
    public static LinuxFileStatus? Of(string path)
    {
        if (!OperatingSystem.IsLinux() || OffsetsOf(RuntimeInformation.ProcessArchitecture) is not { } offsets)
        {
            return null;
        }

        Span<byte> answer = stackalloc byte[BufferLength];
        return Ask(path, answer) ? Read(answer, offsets) : null;
    }

    private static unsafe bool Ask(string path, Span<byte> answer)
    {
        // There is none in a C library from before 2021.
        var function = (delegate* unmanaged<byte*, byte*, int>)s_function.Value;
        fixed (byte* name = Encoding.UTF8.GetBytes($"{path}\0"), status = answer)
        {
            return function is not null && function(name, status) == 0;
        }
    }

    // A library that was loaded before the C library, as fakeroot's is, is found only by looking in the whole program.
    private static IntPtr FindFunction() =>
        NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "lstat", out IntPtr address) ? address : IntPtr.Zero;

    private static Offsets? OffsetsOf(Architecture architecture) => architecture switch
    {
        Architecture.X64 => new(LinkCount: 16, Mode: 24, UserId: 28, GroupId: 32, Device: 40),
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 =>
            new(LinkCount: 20, Mode: 16, UserId: 24, GroupId: 28, Device: 32),
        _ => null,
    };

    private static LinuxFileStatus Read(ReadOnlySpan<byte> answer, Offsets offsets)
    {
        ulong host = BinaryPrimitives.ReadUInt64LittleEndian(answer);
        ulong device = BinaryPrimitives.ReadUInt64LittleEndian(answer[offsets.Device..]);
        return new()
        {
            LinkCount = BinaryPrimitives.ReadUInt32LittleEndian(answer[offsets.LinkCount..]),
            Mode = (ushort)BinaryPrimitives.ReadUInt32LittleEndian(answer[offsets.Mode..]),
            UserId = BinaryPrimitives.ReadUInt32LittleEndian(answer[offsets.UserId..]),
            GroupId = BinaryPrimitives.ReadUInt32LittleEndian(answer[offsets.GroupId..]),
            Inode = BinaryPrimitives.ReadUInt64LittleEndian(answer[8..]),
            Size = BinaryPrimitives.ReadInt64LittleEndian(answer[48..]),
            ModificationTime = BinaryPrimitives.ReadInt64LittleEndian(answer[88..]),
            DeviceMajor = MajorOf(device),
            DeviceMinor = MinorOf(device),
            HostMajor = MajorOf(host),
            HostMinor = MinorOf(host),
        };
    }

    // makedev(3): 20 bits of a minor number around 12 of a major one, and 32 more of the latter.
    private static uint MajorOf(ulong device) => (uint)(((device >> 8) & 0xFFF) | ((device >> 32) & 0xFFFFF000));

    private static uint MinorOf(ulong device) => (uint)((device & 0xFF) | ((device >> 12) & 0xFFFFFF00));

    private sealed record Offsets(int LinkCount, int Mode, int UserId, int GroupId, int Device);
}

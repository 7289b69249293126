using Partition.Hypervisors.Boot;

namespace Partition.Hypervisors.Xvisor;

/// <summary>The names that a guest's files have on the image.</summary>
internal static class GuestFileNames
{
    public static string Of(GuestFileKind kind, GuestFiles guest) => kind switch
    {
        GuestFileKind.Firmware => "firmware.bin",
        GuestFileKind.Kernel => "Image",
        GuestFileKind.OperatingSystemTree => guest.OperatingSystemTreeName,
        GuestFileKind.ConfigTree => $"{guest.Plan.Name}.dtb",
        GuestFileKind.RootFileSystem => "rootfs.img",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

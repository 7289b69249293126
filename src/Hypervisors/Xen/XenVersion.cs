using System.Diagnostics.CodeAnalysis;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;

namespace Partition.Hypervisors.Xen;

/// <summary>The version of Xen that guests are made for: the project's profile, <c>4.18</c>.</summary>
internal static class XenVersion
{
    /// <summary>The buffer in which Xen makes a guest's tree, in bytes (<c>DOMU_DTB_SIZE</c>).</summary>
    private const int TreeBuffer = 4096;

    private static readonly Version s_default = new(4, 17);

    // From here on the buffer has room for the whole of the tree that Xen is given besides.
    private static readonly Version s_withRoomForDevices = new(4, 18);

    /// <summary>Reads a version.</summary>
    /// <param name="profile">The project's text; empty for 4.17.</param>
    /// <param name="version">The version.</param>
    /// <returns><see langword="false"/> for a text that is not a version, or an older one.</returns>
    public static bool TryParse(string profile, [NotNullWhen(true)] out Version? version)
    {
        version = s_default;
        return profile.Length == 0 || (Version.TryParse(profile, out version) && version >= s_default);
    }

    /// <summary>How large a guest's tree may become, in bytes.</summary>
    /// <param name="profile">The project's version of Xen.</param>
    /// <param name="configTree">The tree that Xen is given for the guest.</param>
    public static int MostTreeBytes(string profile, DeviceTreeDocument configTree) =>
        TryParse(profile, out Version? version) && version >= s_withRoomForDevices
            ? TreeBuffer + DeviceTreeBlob.Write(configTree).Length
            : TreeBuffer;

    /// <summary>How large a predicted tree becomes, in bytes, with the addresses of a RAM disk.</summary>
    public static int BytesOf(DeviceTreeDocument predicted)
    {
        DeviceTreeDocument whole = predicted.Clone();
        DeviceTreeNode chosen = whole.FindByPath("/chosen")!;
        chosen.SetProperty("linux,initrd-start", PropertyValue.FromU64(0));
        chosen.SetProperty("linux,initrd-end", PropertyValue.FromU64(0));
        return DeviceTreeBlob.Write(whole).Length;
    }
}

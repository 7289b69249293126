using Partition.Building.Files;

namespace Partition.Tasks;

/// <summary>What the build of a Linux leaves beside its vmlinux.</summary>
internal static class KernelFolder
{
    private const int MostBytes = 4 << 20;

    /// <summary>The configuration that a kernel was built with.</summary>
    /// <param name="kernel">The kernel, rooted.</param>
    /// <returns>The text of <c>.config</c>; null when there is none, or when it has changed since the kernel was built.</returns>
    public static string? ReadConfiguration(string kernel)
    {
        FileInfo built = HostLink.Follow(kernel); // A project often has a link to where the kernel is built.
        FileInfo file = HostLink.Follow(Path.Combine(built.DirectoryName!, ".config"));
        return file is { Exists: true, Length: <= MostBytes } && file.LastWriteTimeUtc <= built.LastWriteTimeUtc
            ? File.ReadAllText(file.FullName)
            : null;
    }
}

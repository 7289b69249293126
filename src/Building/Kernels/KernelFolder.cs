using Partition.Building.Files;

namespace Partition.Building.Kernels;

/// <summary>What the build of a Linux leaves beside its vmlinux.</summary>
internal static class KernelFolder
{
    private const int MaxBytes = 4 << 20;

    /// <summary>The path of the configuration of a kernel, whether there is one or not.</summary>
    /// <param name="kernel">The kernel, as an absolute path; a project often has a link to where the kernel is built.</param>
    public static string ConfigurationOf(string kernel) => Path.Combine(HostLink.Follow(kernel).DirectoryName!, ".config");

    /// <summary>The configuration that a kernel was built with.</summary>
    /// <param name="kernel">The kernel, as an absolute path.</param>
    /// <returns>
    /// The text of <c>.config</c>; <see langword="null"/> when there is none, or when it has changed since the kernel was built.
    /// </returns>
    public static string? ReadConfiguration(string kernel)
    {
        FileInfo file = HostLink.Follow(ConfigurationOf(kernel));
        return file is { Exists: true, Length: <= MaxBytes } && file.LastWriteTimeUtc <= HostLink.Follow(kernel).LastWriteTimeUtc
            ? InputFile.ReadText(file.FullName)
            : null;
    }
}

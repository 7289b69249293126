using System.Collections.Immutable;

namespace Partition.Hypervisors;

/// <summary>A file of the boot medium: one that is written here, or one that was built for a guest.</summary>
/// <param name="TargetPath">Where it goes, from the medium's root: <c>/boot.xscript</c>.</param>
/// <param name="Text">What is in it, in ASCII; <see langword="null"/> for a guest's file.</param>
/// <param name="Guest">Whose built file it is; empty for a file that is written here.</param>
/// <param name="Kind">Which of the guest's files it is.</param>
public sealed record BootFile(string TargetPath, string? Text, string Guest, GuestFileKind Kind)
{
    /// <summary>A file that is written here.</summary>
    public static BootFile Written(string targetPath, string text) => new(targetPath, text, "", default);

    /// <summary>A file that was built for a guest.</summary>
    public static BootFile Built(string targetPath, string guest, GuestFileKind kind) => new(targetPath, null, guest, kind);
}

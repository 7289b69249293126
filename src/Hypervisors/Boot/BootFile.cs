using System.Collections.Immutable;
using System.Text;

namespace Partition.Hypervisors.Boot;

/// <summary>A file of the boot medium.</summary>
/// <param name="TargetPath">Where it goes, from the medium's root: <c>/boot.xscript</c>.</param>
/// <param name="Source">Where its bytes come from.</param>
internal sealed record BootFile(string TargetPath, BootFileSource Source)
{
    /// <summary>What is in a file that is written here; empty for others.</summary>
    public ImmutableArray<byte> Content { get; init; } = [];

    /// <summary>Whose built file it is; empty for others.</summary>
    public string Guest { get; init; } = "";

    /// <summary>Which of the guest's files it is.</summary>
    public GuestFileKind Kind { get; init; }

    /// <summary>
    /// The board address where it must lie when the machine starts without a boot loader, which would put it there;
    /// <see langword="null"/> when it is read later, or loaded with the hypervisor.
    /// </summary>
    public ulong? LoadAddress { get; init; }

    /// <summary>What is in a file that is written here, as ASCII; <see langword="null"/> for others.</summary>
    public string? Text => Source == BootFileSource.Written ? Encoding.ASCII.GetString(Content.AsSpan()) : null;

    /// <summary>A file that is written here.</summary>
    /// <param name="targetPath">Where it goes.</param>
    /// <param name="text">What is in it, in ASCII.</param>
    public static BootFile Written(string targetPath, string text) => Written(targetPath, [.. Encoding.ASCII.GetBytes(text)]);

    /// <summary>A file that is written here.</summary>
    /// <param name="targetPath">Where it goes.</param>
    /// <param name="content">What is in it.</param>
    public static BootFile Written(string targetPath, ImmutableArray<byte> content) =>
        new(targetPath, BootFileSource.Written) { Content = content };

    /// <summary>A file that was built for a guest.</summary>
    public static BootFile Built(string targetPath, string guest, GuestFileKind kind) =>
        new(targetPath, BootFileSource.Guest) { Guest = guest, Kind = kind };
}

using Partition.Images.Files;

namespace Partition.Building.FileSystems.Roots;

/// <summary>An entry of a root file system.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Its permissions.</param>
internal sealed record RootNode(FileEntryKind Kind, int Mode)
{
    private const int AnyExecutes = 0x49; // 0111

    /// <summary>What a symbolic link holds; empty for all else.</summary>
    public string LinkTarget { get; init; } = "";

    /// <summary>The content of a regular file; <see langword="null"/> for all else.</summary>
    public RootContent? Content { get; init; }

    /// <summary>Whether it is a file that may be executed.</summary>
    public bool IsProgram => Kind == FileEntryKind.RegularFile && MayExecute(Mode);

    /// <summary>Whether permissions let anyone execute a file: without any, not even root may.</summary>
    public static bool MayExecute(int mode) => (mode & AnyExecutes) != 0;
}

using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.Images.Ext2;

/// <summary>What came of writing an image. The numbers are 0 when there is an error in the plan.</summary>
public sealed record Ext2WriteResult
{
    /// <summary>What was found, in order; with an error in it, the image is of no use.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>The length of the image, in bytes.</summary>
    public long Length { get; init; }

    /// <summary>Bytes in a block.</summary>
    public int BlockSize { get; init; }

    /// <summary>How many blocks the file system has.</summary>
    public long BlockCount { get; init; }

    /// <summary>How many of them are free.</summary>
    public long FreeBlocks { get; init; }

    /// <summary>How many inodes the file system has.</summary>
    public long InodeCount { get; init; }

    /// <summary>How many of them are free.</summary>
    public long FreeInodes { get; init; }

    /// <summary>The volume's identity.</summary>
    public Guid Uuid { get; init; }

    /// <summary>Whether there is no error among the diagnostics.</summary>
    public bool Succeeded => Diagnostics.All(static diagnostic => diagnostic.Severity != DiagnosticSeverity.Error);
}

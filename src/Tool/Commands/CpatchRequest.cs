namespace Partition.Tool.Commands;

/// <summary>What is asked of one run of <c>partition cpatch</c>.</summary>
internal sealed record CpatchRequest
{
    /// <summary>The kernel.</summary>
    public required string Kernel { get; init; }

    /// <summary>The image to write, or <see langword="null"/>.</summary>
    public string? Output { get; init; }

    /// <summary>Whether the image is the ELF file, and not the flat one.</summary>
    public bool IsElf { get; init; }

    /// <summary>Whether instructions are replaced.</summary>
    public bool Patch { get; init; }

    /// <summary>Whether conditional ones are also.</summary>
    public bool PatchConditional { get; init; }

    /// <summary>The script to write, or <see langword="null"/>.</summary>
    public string? Script { get; init; }

    /// <summary>The script to obey, or <see langword="null"/>.</summary>
    public string? Apply { get; init; }

    /// <summary>The report to write, or <see langword="null"/>.</summary>
    public string? Report { get; init; }

    /// <summary>The outputs that have a name.</summary>
    public IEnumerable<string> Outputs => new[] { Output, Script, Report }.OfType<string>();
}

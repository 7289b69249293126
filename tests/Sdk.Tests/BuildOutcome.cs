using System.Collections.Immutable;

namespace Partition.Sdk.Tests;

/// <summary>What a build said and did.</summary>
/// <param name="Succeeded">Whether it succeeded.</param>
/// <param name="Errors">Its errors as <c>file(line,column): code: message</c>, the file without its folder.</param>
/// <param name="Warnings">Its warnings in the same form.</param>
/// <param name="Stages">The stages that made something, each once for each thing that it made.</param>
internal sealed record BuildOutcome(
    bool Succeeded,
    ImmutableArray<string> Errors,
    ImmutableArray<string> Warnings,
    ImmutableArray<string> Stages)
{
    /// <summary>Its messages of high importance: lines of sources below errors, and what a target shows.</summary>
    public ImmutableArray<string> Highlights { get; init; } = [];

    /// <summary>What detailed logs alone say under a code, in the form of its errors.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Its messages of normal importance that this SDK's tasks gave.</summary>
    public ImmutableArray<string> Messages { get; init; } = [];

    /// <summary>Which trees it compiled and which boards it divided, in order.</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>Where its errors and warnings point for help, each; empty for nowhere.</summary>
    public ImmutableArray<string> HelpLinks { get; init; } = [];

    /// <summary>The full paths of the items that the target returned.</summary>
    public ImmutableArray<string> Returned { get; init; } = [];
}

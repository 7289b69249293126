namespace Partition.Tool.Dtc;

/// <summary>One <c>-W</c> or <c>-E</c>.</summary>
/// <param name="IsError">Whether it is about errors.</param>
/// <param name="Name">The check; <c>no-</c> or <c>no_</c> before it takes it away.</param>
internal readonly record struct CheckOption(bool IsError, string Name);

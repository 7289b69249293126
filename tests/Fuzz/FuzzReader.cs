namespace Partition.Fuzz;

/// <summary>One of the readers of bytes from outside.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="IsText">Whether its inputs are damaged as text.</param>
/// <param name="Inputs">Good inputs, and those that once had no good answer.</param>
/// <param name="Read">Reads an input in every way there is; returns what is wrong with the answer, or <see langword="null"/>. Any
/// exception is
/// wrong.</param>
internal sealed record FuzzReader(string Name, bool IsText, IReadOnlyList<byte[]> Inputs, Func<byte[], Random, string?> Read);

namespace Partition.Partitioning.Bindings;

/// <summary>What is known of a property that holds phandles.</summary>
/// <param name="Form">How they stand in it.</param>
/// <param name="Cells">The property of the provider that counts the cells behind its phandle, <c>#clock-cells</c>; empty for other
/// forms.</param>
/// <param name="DefaultCells">The count when the provider does not say; <see langword="null"/> when it must.</param>
/// <param name="Tie">What the references mean.</param>
internal sealed record PhandleBinding(PhandleForm Form, string Cells = "", uint? DefaultCells = null, PhandleTie Tie = PhandleTie.Need)
{
    /// <summary>How many cells an entry of <see cref="PhandleForm.Entries"/> has.</summary>
    public int Length { get; init; } = 1;

    /// <summary>Which cell of such an entry is the phandle, from 0.</summary>
    public int PhandleAt { get; init; }
}

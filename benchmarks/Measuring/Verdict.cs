namespace Partition.Benchmarks.Measuring;

/// <summary>What comparing two answers said.</summary>
/// <param name="IsGood">Whether the answers are what they should be.</param>
/// <param name="Text">How they compare, in few words.</param>
internal sealed record Verdict(bool IsGood, string Text)
{
    /// <summary>There was nothing to compare with.</summary>
    public static Verdict NotCompared { get; } = new(true, "not compared");

    /// <summary>Compares two files byte for byte.</summary>
    public static Verdict OfBytes(string ours, string native) =>
        File.ReadAllBytes(ours).AsSpan().SequenceEqual(File.ReadAllBytes(native)) ? new(true, "equal") : new(false, "DIFFERENT");
}

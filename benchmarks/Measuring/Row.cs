namespace Partition.Benchmarks.Measuring;

/// <summary>One line of the table.</summary>
/// <param name="Subject">What was made.</param>
/// <param name="Ours">How this project made it.</param>
/// <param name="OurMedian">How long that took.</param>
/// <param name="Native">The native command.</param>
/// <param name="NativeMedian">How long that took; <see langword="null"/> when the tool is absent.</param>
/// <param name="Size">The length of this project's answer in bytes; 0 where it is no single file.</param>
/// <param name="Verdict">How the answers compare.</param>
internal sealed record Row(
    string Subject, string Ours, TimeSpan OurMedian, string Native, TimeSpan? NativeMedian, long Size, Verdict Verdict);

using Partition.Diagnostics;

namespace Partition.Partitioning.Model;

/// <summary>The rate of a clock of the board, as a project says it.</summary>
/// <param name="Clock">
/// A clock controller and the number that its users name the clock by (<c>clk 41</c>), or a device and its name of the clock
/// (<c>uart3 per</c>).
/// </param>
/// <param name="Frequency">The rate in hertz.</param>
/// <param name="Span">Where the project says so.</param>
internal sealed record ClockRateRequest(string Clock, uint Frequency, SourceSpan Span);

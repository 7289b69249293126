namespace Partition.Partitioning.Model;

/// <summary>The rate of a clock as Linux shows it on the running board, for one of the devices that use it.</summary>
/// <param name="Consumer">
/// The device's name in Linux: the address of its registers and the name of its node, <c>30860000.serial</c>.
/// </param>
/// <param name="Connection">The device's name of the clock, of its <c>clock-names</c>; empty for its only clock.</param>
/// <param name="Frequency">The rate in hertz.</param>
internal readonly record struct MeasuredClock(string Consumer, string Connection, uint Frequency);

namespace Partition.Building.Guests;

/// <summary>A driver of Linux for serial ports.</summary>
/// <param name="Name">The name of its devices without the number: <c>ttyAMA</c>.</param>
/// <param name="NumbersByAlias">Whether a port whose alias is <c>serialN</c> is always the device of number N.</param>
/// <param name="CountsOthers">Whether ports have the numbers from 0 when none has an alias.</param>
internal sealed record SerialDriver(string Name, bool NumbersByAlias = true, bool CountsOthers = false);

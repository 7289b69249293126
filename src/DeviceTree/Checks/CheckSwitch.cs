namespace Partition.DeviceTree.Checks;

/// <summary>One argument of <c>dtc -W</c> or <c>-E</c>.</summary>
/// <param name="Name">The check, without <c>no-</c>.</param>
/// <param name="IsOn">Whether it is switched on.</param>
/// <param name="IsError">Whether it is about errors.</param>
internal sealed record CheckSwitch(string Name, bool IsOn, bool IsError)
{
    /// <summary>Takes an argument apart.</summary>
    public static CheckSwitch Parse(string argument, bool isError)
    {
        bool isOff = argument.StartsWith("no-", StringComparison.Ordinal) || argument.StartsWith("no_", StringComparison.Ordinal);
        return new(isOff ? argument[3..] : argument, !isOff, isError);
    }
}

using System.Globalization;

namespace Partition.Partitioning.Units;

/// <summary>Reads a time as a project file gives it.</summary>
internal static class Duration
{
    /// <summary>The longest time. Ten times that, a hypervisor's period, is still a number of 64 bits.</summary>
    public const ulong MaxNanoseconds = 10_000_000_000;

    private static readonly (string Name, ulong Nanoseconds)[] s_units =
        [("ns", 1UL), ("us", 1_000UL), ("ms", 1_000_000UL), ("s", 1_000_000_000UL)];

    /// <summary>Reads a time.</summary>
    /// <param name="text">A whole number and a unit, ns, us, ms or s: <c>10ms</c>.</param>
    /// <param name="nanoseconds">The time, or zero.</param>
    /// <returns>Whether the text is a time of 1 ns to 10 s.</returns>
    public static bool TryParse(string text, out ulong nanoseconds)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        foreach ((string name, ulong unit) in s_units)
        {
            if (trimmed.EndsWith(name, StringComparison.Ordinal)
                && ulong.TryParse(trimmed[..^name.Length].TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
                && number is > 0 and <= MaxNanoseconds && number * unit <= MaxNanoseconds)
            {
                nanoseconds = number * unit;
                return true;
            }
        }

        nanoseconds = 0;
        return false;
    }
}

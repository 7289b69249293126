using System.Collections.Immutable;
using System.Globalization;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Requests;

/// <summary>Reads what Linux shows of its clocks in <c>/sys/kernel/debug/clk/clk_summary</c>.</summary>
/// <remarks>
/// Columns (drivers/clk/clk.c): the clock's name, indented by its depth; counts of enables, prepares and protections; its rate, accuracy,
/// phase and duty cycle; whether the hardware runs it (Y, N or ?); and of each user a device and its name of the clock, the second and
/// further users on lines of their own. Older kernels show no users.
/// </remarks>
internal static class ClockSummary
{
    private const int RateColumn = 4;
    private const int ConsumerColumn = 9;
    private const string NoConnection = "no_connection_id";

    /// <summary>Reads the users of clocks with the rates that they have.</summary>
    /// <param name="text">The text of the file. Lines that are none of its rows are left out: a copy may have a prompt around it.</param>
    public static ImmutableArray<MeasuredClock> Read(string text)
    {
        ImmutableArray<MeasuredClock>.Builder clocks = ImmutableArray.CreateBuilder<MeasuredClock>();
        uint? rate = null;
        foreach (string line in text.Split('\n'))
        {
            string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            string[] user = [];
            if (words.Length > RateColumn && words[1..(RateColumn + 1)].All(IsNumber))
            {
                // A rate that does not fit the 32 bits of a device tree's clock-frequency is that of no peripheral.
                rate = uint.TryParse(words[RateColumn], NumberStyles.None, CultureInfo.InvariantCulture, out uint hertz) ? hertz : null;
                user = words[Math.Min(ConsumerColumn, words.Length)..];
            }
            else if (char.IsWhiteSpace(line.FirstOrDefault()))
            {
                user = words;
            }

            if (user is [string consumer, string connection] && rate > 0)
            {
                clocks.Add(new(consumer, connection == NoConnection ? "" : connection, rate.Value));
            }
        }

        return clocks.ToImmutable();
    }

    private static bool IsNumber(string word) => ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}

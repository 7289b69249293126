using System.Collections.Immutable;
using System.Globalization;
using Partition.Partitioning.Documents;

namespace Partition.Reporting;

/// <summary>Says in short what a guest keeps as it is set of suppliers that it does without, and what it has no more.</summary>
internal static class FrozenSummary
{
    private const string Pins = "pinctrl-";
    private const string Supply = "-supply";

    /// <summary>The lists, each with the words that follow the guest's name; none that is empty.</summary>
    public static IEnumerable<(string Heading, ImmutableArray<string> Things)> Of(GuestEntry guest)
    {
        ILookup<string, LeaseEntry> kinds = guest.Leases.ToLookup(static lease => KindOf(lease.Property));
        (string Heading, ImmutableArray<string> Things)[] lists =
        [
            ("has fixed clocks", Distinct(kinds["clocks"].Select(DescribeClock))),
            ("has supplies that are always on", Distinct(kinds[Supply].Select(static lease => $"{lease.Property} of {lease.Device}"))),
            (
                "keeps pins as the boot loader or their owner sets them",
                Distinct(kinds[Pins].Select(static lease => $"{lease.Device} ({lease.Supplier})"))),
            ("loses", Distinct(kinds[""].Select(static lease => $"{lease.Property} of {lease.Device}"))),
        ];
        return lists.Where(static list => !list.Things.IsEmpty);
    }

    private static string KindOf(string property) =>
        property == "clocks" ? property
        : property.StartsWith(Pins, StringComparison.Ordinal) ? Pins
        : property.EndsWith(Supply, StringComparison.Ordinal) ? Supply
        : property.StartsWith("assigned-clock", StringComparison.Ordinal) ? "assigned"
        : "";

    private static string DescribeClock(LeaseEntry lease) => lease.Clock + (lease.ClockFrequency is uint rate
        ? string.Create(CultureInfo.InvariantCulture, $" at {rate} Hz")
        : " at a rate that is not known");

    private static ImmutableArray<string> Distinct(IEnumerable<string> things) => [.. things.Distinct()];
}

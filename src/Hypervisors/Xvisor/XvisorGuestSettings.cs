using System.Collections.Immutable;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Xvisor;

/// <summary>The settings of a guest that only Xvisor understands.</summary>
/// <param name="Priority">The rank in the scheduler, 0 to 7 and 7 the highest; <see langword="null"/> leaves it to Xvisor.</param>
/// <param name="TimeSlice">
/// How long the guest runs before another of its rank does, in nanoseconds; <see langword="null"/> leaves it to Xvisor.
/// </param>
/// <param name="BootDelay">How many seconds the firmware waits for a key before it boots.</param>
/// <param name="ConfigOverrides">The changes of the config tree while it is loaded, each in Xvisor's own words.</param>
internal sealed record XvisorGuestSettings(int? Priority, ulong? TimeSlice, int BootDelay, ImmutableArray<string> ConfigOverrides)
{
    public static XvisorGuestSettings Of(GuestPlan plan) => new(
        plan.Request.NumberOf(GuestMetadata.Priority),
        plan.Request.DurationOf(GuestMetadata.TimeSlice),
        plan.Request.NumberOf(GuestMetadata.BootDelay) ?? GuestMetadata.Defaults.BootDelay,
        plan.Request.ListOf(GuestMetadata.ConfigOverrides));
}

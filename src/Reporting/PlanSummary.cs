using System.Globalization;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Reporting;

/// <summary>Says of a plan how much of the board each guest has, a line a guest.</summary>
internal static class PlanSummary
{
    /// <summary>Writes the lines.</summary>
    /// <returns>Lines that end in line feeds, such as <c>guest0: 64 MiB, 1 CPU, 12 devices</c>; the same plan always gives the same text.</returns>
    public static string Write(PartitionPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return string.Concat(plan.Guests.Select(static guest =>
            $"{guest.Name}: {new ByteSize(guest.Memory.Size)}, {Count(guest.Request.Cpus, "CPU")}, {Count(guest.Devices.Count(static owned => owned.Device.Role == DeviceRole.Device), "device")}\n"));
    }

    private static string Count(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}

using System.Globalization;
using Partition.Partitioning.Documents;
using Partition.Partitioning.Units;

namespace Partition.Reporting;

/// <summary>Sums up how much of the board each guest has, a line a guest.</summary>
internal static class PlanSummary
{
    /// <summary>Writes the lines.</summary>
    /// <returns>Lines that end in line feeds, such as <c>guest0: 64 MiB, 1 CPU, 12 devices</c>; the same plan always gives the same
    /// text.</returns>
    public static string Write(PlanDocument plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return string.Concat(plan.Guests.Select(guest =>
        {
            int devices = plan.Devices.Count(device => !device.IsProcessor && device.Owners.Any(owner => owner.Guest == guest.Name));
            return $"{guest.Name}: {new ByteSize(guest.Memory.ToRange().Size)}, {Count(guest.Cpus, "CPU")}, {Count(devices, "device")}\n";
        }));
    }

    private static string Count(long count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}

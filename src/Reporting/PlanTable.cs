using System.Text;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Reporting;

/// <summary>Writes a whole plan as tables for people: the guests, then the devices with a column for each guest.</summary>
internal static class PlanTable
{
    /// <summary>Writes the tables.</summary>
    /// <returns>Lines that end in line feeds; the same plan always gives the same text.</returns>
    public static string Write(PartitionPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var text = new StringBuilder();
        Append(text, ["guest", "RAM", "at guest addresses", "at board addresses", "CPUs", "on CPUs"], [.. plan.Guests.Select(RowOf)]);
        text.Append('\n');
        Append(
            text,
            ["device", "registers", "interrupts", .. plan.Guests.Select(static guest => guest.Name)],
            [.. plan.Board.Devices.Where(device => plan.Guests.Any(guest => guest.Find(device.Node) is not null)).Select(device => RowOf(plan, device))]);
        foreach (CpuCluster cluster in plan.Board.Clusters)
        {
            text.Append($"\n{cluster.Name}: CPUs {string.Join(' ', cluster.Cpus)}");
        }

        text.Append(plan.Board.Clusters.IsEmpty ? "" : "\n");
        BoardDevice[] left = [.. plan.Board.Devices.Where(device =>
            device.Role == DeviceRole.Device && device.IsEnabled && plan.Guests.All(guest => guest.Find(device.Node) is null))];
        if (left.Length > 0)
        {
            text.Append($"\nleft to nobody: {string.Join(", ", left.Select(static device => device.Name))}\n");
        }

        foreach (OwnedDevice needed in plan.Guests.SelectMany(static guest => guest.Devices).Where(static owned => !owned.IsSelected).DistinctBy(static owned => owned.Because))
        {
            text.Append($"\nneeded: {needed.Because}");
        }

        foreach (AllowedFinding allowed in plan.Allowed)
        {
            text.Append($"\nallowed: {allowed.Finding.Code} for {string.Join(", ", allowed.Devices.Select(static device => device.Name))}: {allowed.Reason}");
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string[] RowOf(GuestPlan guest) =>
    [
        guest.Name, new ByteSize(guest.Memory.Size).ToString(), guest.Memory.ToString(), guest.HostMemory?.ToString() ?? "anywhere",
        guest.Request.Cpus.ToString(System.Globalization.CultureInfo.InvariantCulture), string.Join(' ', guest.HostCpus) + (guest.Request.ExclusiveCpus ? " alone" : ""),
    ];

    private static string[] RowOf(PartitionPlan plan, BoardDevice device) =>
    [
        device.Name, Join(device.Registers), Join(device.Interrupts), .. plan.Guests.Select(guest => guest.Find(device.Node) is { } owned ? WordOf(owned) : "-"),
    ];

    private static string WordOf(OwnedDevice owned) => (owned.Device.Role == DeviceRole.Platform ? "own" : owned.Resolved switch
    {
        DeviceAccess.Passthrough => "hardware",
        DeviceAccess.Emulated => "imitation",
        DeviceAccess.Stub => "stub",
        _ => "shared",
    }) + (owned.IsSelected ? "" : " (needed)");

    private static string Join<T>(IReadOnlyCollection<T> values) => values.Count == 0 ? "-" : string.Join(' ', values);

    private static void Append(StringBuilder text, string[] heading, string[][] rows)
    {
        int[] widths = [.. heading.Select((name, column) => rows.Select(row => row[column].Length).Append(name.Length).Max())];
        string[] rule = [.. widths.Select(static width => new string('-', width))];
        foreach (string[] row in rows.Prepend(rule).Prepend(heading))
        {
            text.Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        }
    }
}

using System.Globalization;
using System.Text;
using Partition.Partitioning.Documents;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Reporting;

/// <summary>Writes a whole plan as tables for people: the guests, then the devices with a column for each guest.</summary>
internal static class PlanTable
{
    /// <summary>Writes the tables.</summary>
    /// <returns>Lines that end in line feeds; the same plan always gives the same text.</returns>
    public static string Write(PlanDocument plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var text = new StringBuilder();
        Append(text, ["guest", "RAM", "at guest addresses", "at board addresses", "CPUs", "on CPUs"], [.. plan.Guests.Select(RowOf)]);
        text.Append('\n');
        DeviceEntry[] owned = [.. plan.Devices.Where(static device => !device.Owners.IsEmpty)];
        Append(
            text,
            ["device", "registers", "interrupts", .. plan.Guests.Select(static guest => guest.Name)],
            [.. owned.Select(device => RowOf(plan, device))]);
        foreach (ClusterEntry cluster in plan.Board.Clusters)
        {
            text.Append($"\n{cluster.Name}: CPUs {string.Join(' ', cluster.Cpus)}");
        }

        text.Append(plan.Board.Clusters.IsEmpty ? "" : "\n");
        AppendRest(text, plan);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void AppendRest(StringBuilder text, PlanDocument plan)
    {
        string[] left =
        [
            .. plan.Devices
                .Where(static device => !device.IsProcessor && device.IsEnabled && device.Owners.IsEmpty)
                .Select(static device => device.Name),
        ];
        if (left.Length > 0)
        {
            text.Append($"\nleft to nobody: {string.Join(", ", left)}\n");
        }

        IEnumerable<string> needs = plan.Guests
            .SelectMany(guest => plan.Devices.SelectMany(device => device.Owners.Where(owner => owner.Guest == guest.Name)))
            .Where(static owner => !owner.Because.IsEmpty)
            .Select(static owner => ReasonEntry.Describe(owner.Because))
            .Distinct();
        foreach (string need in needs)
        {
            text.Append($"\nneeded: {need}");
        }

        foreach (AllowanceEntry allowed in plan.Allowances)
        {
            text.Append($"\nallowed: {allowed.Code} for {string.Join(", ", allowed.Devices)}: {allowed.Reason}");
        }
    }

    private static string[] RowOf(GuestEntry guest)
    {
        AddressRange memory = guest.Memory.ToRange();
        return
        [
            guest.Name,
            new ByteSize(memory.Size).ToString(),
            memory.ToString(),
            guest.HostMemory?.ToRange().ToString() ?? "anywhere",
            guest.Cpus.ToString(CultureInfo.InvariantCulture),
            string.Join(' ', guest.HostCpus) + (guest.ExclusiveCpus ? " alone" : ""),
        ];
    }

    private static string[] RowOf(PlanDocument plan, DeviceEntry device) =>
    [
        device.Name,
        Join(device.Registers.Select(static range => range.ToRange())),
        Join(device.Interrupts),
        .. plan.Guests.Select(guest => device.Owners.FirstOrDefault(owner => owner.Guest == guest.Name) is { } owner ? WordOf(owner) : "-"),
    ];

    private static string WordOf(OwnerEntry owner) => owner.Access switch
    {
        DeviceEntry.Processor => "own",
        nameof(DeviceAccess.Passthrough) => "hardware",
        nameof(DeviceAccess.Emulated) => "imitation",
        nameof(DeviceAccess.Stub) => "stub",
        _ => "shared",
    } + (owner.Because.IsEmpty ? "" : " (needed)");

    private static string Join<T>(IEnumerable<T> values) => string.Join(' ', values) is { Length: > 0 } text ? text : "-";

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

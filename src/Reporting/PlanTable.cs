using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Partition.Partitioning.Documents;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Reporting;

/// <summary>Writes a whole plan as tables for people: the guests, then the devices with a column for each guest.</summary>
internal static class PlanTable
{
    /// <summary>The most columns of a line: more wrap in a terminal, and in a review.</summary>
    private const int MaxWidth = 120;

    /// <summary>The most columns that a cell with a list takes.</summary>
    private const int MaxListWidth = 32;

    private const string Gap = "  ";

    private const string Legend = """
        processor: goes with the CPUs, each guest has its own    passthrough: the device itself
        emulated: made by the hypervisor in software             stub: a node in the tree in its place
        shared: the device itself, together with other guests    frozen: not given; what is set there stays, see below
        (needed): because another device needs it

        """;

    /// <summary>Writes the tables.</summary>
    /// <returns>Lines that end in line feeds; the same plan always gives the same text.</returns>
    public static string Write(PlanDocument plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var text = new StringBuilder();
        Append(text, ["guest", "RAM", "at guest addresses", "at board addresses", "CPUs", "on CPUs"], [.. plan.Guests.Select(RowOf)]);
        text.Append('\n');
        DeviceEntry[] owned = [.. plan.Devices.Where(static device => !device.Owners.IsEmpty)];
        AppendDevices(text, plan, owned);
        text.Append(owned.Length > 0 ? $"\n{Legend}" : "");
        foreach (ClusterEntry cluster in plan.Board.Clusters)
        {
            text.Append($"\n{cluster.Name}: CPUs {string.Join(' ', cluster.Cpus)}");
        }

        text.Append(plan.Board.Clusters.IsEmpty ? "" : "\n");
        AppendRest(text, plan);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>Writes a column for each guest, or one column for all where those would be too wide.</summary>
    private static void AppendDevices(StringBuilder text, PlanDocument plan, DeviceEntry[] owned)
    {
        string[][] rows = [.. owned.Select(device => RowOf(plan, device))];
        string[] heading = ["device", "registers", "interrupts", .. plan.Guests.Select(static guest => guest.Name)];
        if (WidthsOf(heading, rows).Sum(static width => width + Gap.Length) - Gap.Length > MaxWidth)
        {
            heading = ["device", "registers", "interrupts", "guests"];
            rows = [.. owned.Select(static device => (string[])
            [
                device.Name,
                Join(device.Registers.Select(static range => range.ToRange())),
                Join(device.Interrupts),
                device.IsProcessor
                    ? "each: processor"
                    : List(device.Owners.Select(static owner => $"{owner.Guest}: {WordOf(owner)}"), ", ", 60),
            ])];
        }

        Append(text, heading, rows);
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
            AppendWrapped(text.Append('\n'), "not given to any guest:", left);
        }

        foreach (GuestEntry guest in plan.Guests)
        {
            string gap = "\n";
            foreach ((string heading, ImmutableArray<string> things) in FrozenSummary.Of(guest))
            {
                AppendWrapped(text.Append(gap), $"{guest.Name} {heading}:", [.. things]);
                gap = "";
            }
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

    private static void AppendWrapped(StringBuilder text, string heading, string[] names)
    {
        string line = heading;
        foreach (string name in names)
        {
            string word = name == names[^1] ? name : name + ",";
            if (line.Length + 1 + word.Length > MaxWidth)
            {
                text.Append(line).Append('\n');
                line = " ";
            }

            line += " " + word;
        }

        text.Append(line).Append('\n');
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
        DeviceEntry.Processor => "processor",
        nameof(DeviceAccess.Passthrough) => "passthrough",
        nameof(DeviceAccess.Emulated) => "emulated",
        nameof(DeviceAccess.Stub) => "stub",
        nameof(DeviceAccess.Frozen) => "frozen",
        _ => "shared",
    } + (owner.Because.IsEmpty ? "" : " (needed)");

    private static string Join<T>(IEnumerable<T> values) => List(values, " ", MaxListWidth);

    /// <summary>Writes as many values as there is room for, and how many more there are; the plan's file has all.</summary>
    private static string List<T>(IEnumerable<T> values, string separator, int width)
    {
        string[] all = [.. values.Select(static value => $"{value}")];
        int shown = all.Length;
        while (shown > 1 && string.Join(separator, all.Take(shown)).Length > width)
        {
            shown--;
        }

        string more = shown < all.Length ? string.Create(CultureInfo.InvariantCulture, $" +{all.Length - shown}") : "";
        return all.Length == 0 ? "-" : string.Join(separator, all.Take(shown)) + more;
    }

    private static int[] WidthsOf(string[] heading, string[][] rows) =>
        [.. heading.Select((name, column) => rows.Select(row => row[column].Length).Append(name.Length).Max())];

    private static void Append(StringBuilder text, string[] heading, string[][] rows)
    {
        int[] widths = WidthsOf(heading, rows);
        string[] rule = [.. widths.Select(static width => new string('-', width))];
        foreach (string[] row in rows.Prepend(rule).Prepend(heading))
        {
            text.Append(string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        }
    }
}

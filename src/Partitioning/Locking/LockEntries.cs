using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Partition.Partitioning.Documents;

namespace Partition.Partitioning.Locking;

/// <summary>Writes down who has what in a plan, an entry for each thing, so that a review shows line by line what moved.</summary>
internal static class LockEntries
{
    // The file is text of a repository and no part of a web page: arrows and quotes stay as they are.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The entries of a plan: guests, devices in the board's order, the rates of fixed clocks, then what is allowed.</summary>
    public static ImmutableArray<LockEntry> Of(PlanDocument plan) =>
    [
        .. plan.Guests.Select(OfGuest),
        .. plan.Devices.SelectMany(static device => device.Owners.Select(owner => OfDevice(device, owner))),
        .. plan.Guests.SelectMany(OfClocks),
        .. plan.Allowances.Select(OfAllowed),
    ];

    private static LockEntry OfGuest(GuestEntry guest) => new($"guest {guest.Name}", $"guest '{guest.Name}'", Line(json =>
    {
        json.WriteString("guest", guest.Name);
        json.WriteString("memory", guest.Memory.ToRange().ToString());
        if (guest.HostMemory is { } host)
        {
            json.WriteString("hostMemory", host.ToRange().ToString());
        }

        json.WriteNumber("cpus", guest.Cpus);
        WriteList(json, "hostCpus", guest.HostCpus);
        if (guest.ExclusiveCpus)
        {
            json.WriteBoolean("exclusiveCpus", true);
        }
    }));

    private static LockEntry OfDevice(DeviceEntry device, OwnerEntry owner) => new(
        $"device {device.Path} {owner.Guest}",
        $"'{device.Name}' of guest '{owner.Guest}'",
        Line(json =>
        {
            json.WriteString("device", device.Name);
            json.WriteString("path", device.Path);
            json.WriteString("guest", owner.Guest);
            json.WriteString("access", owner.Access);
            WriteList(json, "registers", device.Registers.Select(static range => range.ToRange()));
            if (owner.IsHardware)
            {
                WriteList(json, "pages", owner.Pages.Select(static range => range.ToRange()));
            }

            WriteList(json, "interrupts", device.Interrupts);
            json.WriteString("because", device.IsProcessor ? "it goes with the processor"
                : owner.Because.IsEmpty ? "Devices"
                : ReasonEntry.Describe(owner.Because));
        }));

    /// <summary>The rates that a guest's tree has of clocks which it does not set itself, each clock once.</summary>
    private static IEnumerable<LockEntry> OfClocks(GuestEntry guest) => guest.Leases
        .Where(static lease => lease.ClockFrequency is not null)
        .DistinctBy(static lease => (lease.Path, lease.Clock))
        .Select(lease => new LockEntry(
            $"clock {lease.Path} {lease.Clock} {guest.Name}",
            $"the clock '{lease.Clock}' of guest '{guest.Name}'",
            Line(json =>
            {
                json.WriteString("clock", lease.Clock);
                json.WriteString("provider", lease.Path);
                json.WriteString("guest", guest.Name);
                json.WriteNumber("frequency", lease.ClockFrequency!.Value);
            })));

    private static LockEntry OfAllowed(AllowanceEntry allowed) => new(
        $"allowed {allowed.Code} {allowed.Message}",
        $"the allowance of {allowed.Code} for {string.Join(" and ", allowed.Devices.Select(static device => $"'{device}'"))}",
        Line(json =>
        {
            json.WriteString("allowed", allowed.Code);
            WriteList(json, "devices", allowed.Devices);
            json.WriteString("finding", allowed.Message);
            json.WriteString("reason", allowed.Reason);
        }));

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> values)
    {
        json.WriteStartArray(name);
        foreach (T value in values)
        {
            json.WriteStringValue(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}"));
        }

        json.WriteEndArray();
    }

    private static string Line(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}

using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Locking;

/// <summary>Writes down who has what in a plan, an entry for each thing, so that a review shows line by line what moved.</summary>
internal static class LockEntries
{
    // The file is text of a repository and no part of a web page: arrows and quotes stay as they are.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The entries of a plan: guests, then devices in the board's order, then what is allowed.</summary>
    public static ImmutableArray<LockEntry> Of(PartitionPlan plan) =>
    [
        .. plan.Guests.Select(OfGuest),
        .. plan.Board.Devices.SelectMany(device => plan.Guests
            .Select(guest => (Guest: guest, Owned: guest.Find(device.Node)))
            .Where(static pair => pair.Owned is not null)
            .Select(pair => OfDevice(plan, pair.Guest, pair.Owned!))),
        .. plan.Allowed.Select(OfAllowed),
    ];

    private static LockEntry OfGuest(GuestPlan guest) => new($"guest {guest.Name}", $"guest '{guest.Name}'", Line(json =>
    {
        json.WriteString("guest", guest.Name);
        json.WriteString("memory", guest.Memory.ToString());
        if (guest.HostMemory is { } host)
        {
            json.WriteString("hostMemory", host.ToString());
        }

        json.WriteNumber("cpus", guest.Request.Cpus);
        WriteList(json, "hostCpus", guest.HostCpus);
        if (guest.Request.ExclusiveCpus)
        {
            json.WriteBoolean("exclusiveCpus", true);
        }
    }));

    private static LockEntry OfDevice(PartitionPlan plan, GuestPlan guest, OwnedDevice owned) => new(
        $"device {owned.Device.Node.Path} {guest.Name}",
        $"'{owned.Device.Name}' of guest '{guest.Name}'",
        Line(json =>
        {
            json.WriteString("device", owned.Device.Name);
            json.WriteString("path", owned.Device.Node.Path);
            json.WriteString("guest", guest.Name);
            json.WriteString("access", owned.Device.Role == DeviceRole.Platform ? "Processor" : owned.Resolved.ToString());
            WriteList(json, "registers", owned.Device.Registers);
            if (owned.IsHardware)
            {
                WriteList(json, "pages", owned.Device.Registers.Select(range => range.RoundOutTo(plan.Request.PageSize)).Distinct());
            }

            WriteList(json, "interrupts", owned.Device.Interrupts);
            json.WriteString(
                "because",
                owned.Device.Role == DeviceRole.Platform ? "it goes with the processor" : owned.IsSelected ? "Devices" : owned.Because);
        }));

    private static LockEntry OfAllowed(AllowedFinding allowed) => new(
        $"allowed {allowed.Finding.Code} {allowed.Finding.Message}",
        $"the allowance of {allowed.Finding.Code} for {string.Join(" and ", allowed.Devices.Select(static device => $"'{device.Name}'"))}",
        Line(json =>
        {
            json.WriteString("allowed", allowed.Finding.Code);
            WriteList(json, "devices", allowed.Devices.Select(static device => device.Name));
            json.WriteString("finding", allowed.Finding.Message);
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

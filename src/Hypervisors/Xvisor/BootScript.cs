using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>Writes the script that Xvisor runs: it makes every guest, loads its files, joins its serial ports and starts it.</summary>
internal static class BootScript
{
    public static string Write(BootRequest request, BootPaths paths, ICollection<Diagnostic> diagnostics)
    {
        var script = new StringBuilder();
        foreach (string name in request.Guests.SelectMany(static guest => SwitchesOf(guest.Plan)).Distinct())
        {
            script.AppendUnixLine($"net switch create bridge {name}");
        }

        foreach (GuestFiles guest in request.Guests)
        {
            AppendGuest(script, guest, paths, diagnostics);
        }

        foreach (GuestFiles guest in request.Guests.Where(static guest => guest.AutoStart))
        {
            script.AppendUnixLine($"guest kick {guest.Plan.Name}");
        }

        // The terminal goes to the first guest that runs; Escape, x, q brings Xvisor's prompt back.
        string? shown = request.Guests
            .Where(static guest => guest.AutoStart)
            .Select(static guest => ConsoleOf(guest.Plan))
            .FirstOrDefault(static console => console is not null);
        if (shown is not null)
        {
            script.AppendUnixLine($"vserial bind {shown}");
        }

        return script.ToString();
    }

    private static void AppendGuest(StringBuilder script, GuestFiles guest, BootPaths paths, ICollection<Diagnostic> diagnostics)
    {
        string name = guest.Plan.Name;
        string load = string.Create(
            CultureInfo.InvariantCulture,
            $"vfs guest_fdt_load {name} {paths.ConfigTree(guest)} {guest.Plan.Cpus.Length}")
            + string.Concat(XvisorGuestSettings.Of(guest.Plan).ConfigOverrides.Select(static change => $" {change}"));
        CheckCommand(guest.Plan, load, diagnostics);
        script.AppendUnixLine($"# {name}: {new ByteSize(guest.Plan.Memory.Size)} of RAM, {guest.Plan.Devices.Length} devices");
        script.AppendUnixLine(load);
        script.AppendUnixLine($"guest create {name}");
        script.AppendUnixLine($"vfs guest_load_list {name} {paths.LoadList(guest)}");
        foreach (SerialBinding binding in SerialBinding.Of(guest.Plan))
        {
            script.AppendUnixLine(binding.Command);
        }
    }

    private static void CheckCommand(GuestPlan plan, string command, ICollection<Diagnostic> diagnostics)
    {
        int words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (words > XvisorLimits.MostWords || command.Length > XvisorLimits.LongestLine - 1)
        {
            diagnostics.Add(XvisorDiagnostics.CommandTooLong(
                plan.Request.SpanOf(GuestMetadata.ConfigOverrides),
                plan.Name, command.Length, words, XvisorLimits.LongestLine - 1, XvisorLimits.MostWords));
        }
    }

    /// <summary>The network switches that a guest is joined to, without the one that Xvisor makes by itself.</summary>
    private static IEnumerable<string> SwitchesOf(GuestPlan plan)
    {
        IEnumerable<string> ofCards = plan.Devices
            .Where(
                static owned =>
                    owned.Backend.Length > 0
                        && owned.Resolved == DeviceAccess.Emulated
                        && EmulatorTable.Find(owned.Device.Compatible, 0)?.DeviceType == "nic")
            .Select(static owned => VirtioDevices.BackendOf(VirtualDeviceKind.Network, owned.Backend));
        ImmutableArray<VirtioDevice> transports = MachineProfiles.Of(plan) is { } profile ? VirtioDevices.Place(plan, profile) : [];
        return ofCards
            .Concat(
                transports.Where(static device => device.Slot.Kind == VirtualDeviceKind.Network).Select(static device => device.Backend))
            .Where(static name => name is not ("" or VirtioDevices.DefaultSwitch));
    }

    /// <summary>The serial port that the guest talks on, as Xvisor knows it, unless it is joined to a port of the board.</summary>
    private static string? ConsoleOf(GuestPlan plan) =>
        SerialPorts.FindConsole(plan.Board, plan.Devices.Select(static owned => owned.Device)) is { } port
            && SerialBinding.Of(plan).All(binding => binding.Port.Device.Node != port.Node)
            && plan.Devices.Any(owned => owned.Device.Node == port.Node && !owned.IsHardware)
            ? $"{plan.Name}/{AddressSpace.NameOf(port)}"
            : null;
}

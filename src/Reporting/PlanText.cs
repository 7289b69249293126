using System.Text;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Reporting;

/// <summary>Writes a guest's plan for people to read. Everything that decides the guest's trees stands in it.</summary>
internal static class PlanText
{
    /// <summary>Writes the plan of one guest.</summary>
    /// <returns>Lines that end in line feeds; the same plan always gives the same text.</returns>
    public static string Write(GuestPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var text = new StringBuilder();
        text.Append($"guest {plan.Name}\n");
        text.Append($"memory {plan.Memory} {new ByteSize(plan.Memory.Size)}\n");
        text.Append($"cpus {string.Join(' ', plan.Cpus.Select(static cpu => cpu.Path))}\n");
        text.Append($"arguments {plan.Request.KernelArguments}\n");
        AppendSettings(text, plan);
        foreach (OwnedDevice device in plan.Devices)
        {
            text.Append($"device {device.Device.Name} {device.Device.Node.Path} {device.Access}");
            text.Append(device.ClockFrequency is { } frequency ? $" clock-frequency {frequency}" : "");
            text.Append($" registers {Join(device.Device.Registers)} interrupts {Join(device.Device.Interrupts)}");
            text.Append(device.Backend.Length == 0 ? "" : $" backend {device.Backend}");
            text.Append(device.Because.Length == 0 ? "\n" : $" because {device.Because}\n");
        }

        foreach (SupplierLease lease in plan.Leases)
        {
            text.Append($"without {lease.Target.Path} {lease.Consumer.Path} {lease.Property} {lease.Selector}");
            text.Append(lease.ClockFrequency is { } frequency ? $" clock-frequency {frequency}\n" : "\n");
        }

        foreach (DeviceTreeNode node in plan.Board.Document.Nodes.Where(plan.Keeps))
        {
            text.Append($"node {node.Path}\n");
        }

        return text.ToString();
    }

    /// <summary>What only a project that asks for it has.</summary>
    private static void AppendSettings(StringBuilder text, GuestPlan plan)
    {
        GuestRequest request = plan.Request;
        foreach ((string name, object? value) in new (string, object?)[]
        {
            ("profile", plan.Profile.Length == 0 ? null : plan.Profile),
            ("affinity", request.CpuAffinity.IsEmpty ? null : string.Join(' ', request.CpuAffinity)),
            ("host-memory", request.PhysicalMemoryBase is null ? null : plan.HostMemory),
        })
        {
            text.Append(value is null ? "" : $"{name} {value}\n");
        }

        foreach (VirtualDeviceRequest device in request.VirtualDevices)
        {
            text.Append($"virtual {device.Name} {device.Kind} {device.Backend}\n");
        }

        foreach (HypervisorSetting setting in HypervisorSettings.OfGuests.Where(setting => request.Gives(setting.Name)))
        {
            text.Append($"{setting.Name} {string.Join("; ", request.ListOf(setting.Name))}\n");
        }
    }

    private static string Join<T>(IReadOnlyCollection<T> values) => values.Count == 0 ? "-" : string.Join(',', values);
}

using Partition.Diagnostics;
using Partition.Partitioning;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Tests;

/// <summary>Plans in one line, under the hypervisor that the test project says by <c>Policy</c>.</summary>
internal static partial class Planning
{
    /// <summary>A guest with a CPU and 16 MiB of RAM.</summary>
    public static GuestRequest Guest(string devices, string name = "guest0") =>
        new(name) { Devices = devices, Memory = ByteSize.FromMebibytes(16) };

    /// <summary>Adds how the guest reaches a device.</summary>
    public static GuestRequest With(this GuestRequest guest, string device, DeviceAccess access) =>
        guest with { Refinements = guest.Refinements.Add(new(device, access, SourceSpan.None)) };

    public static PartitionPlan Plan(this Board board, params GuestRequest[] guests) =>
        PartitionPlanner.Plan(new PartitionRequest(board, [.. guests]) { Policy = Policy });

    /// <summary>Plans one guest, which must be free of faults.</summary>
    public static GuestPlan PlanOne(this Board board, string devices) => board.PlanOne(Guest(devices));

    /// <summary>Plans one guest, which must be free of faults.</summary>
    public static GuestPlan PlanOne(this Board board, GuestRequest guest)
    {
        PartitionPlan plan = board.Plan(guest);
        Assert.Empty(plan.Diagnostics.Where(static diagnostic => diagnostic.Severity != DiagnosticSeverity.Information));
        return plan.Guests[0];
    }

    /// <summary>The names of a plan's devices, in order.</summary>
    public static string[] Names(this GuestPlan plan) => [.. plan.Devices.Select(static owned => owned.Device.Name)];

    /// <summary>The faults, each as its code and message.</summary>
    public static string[] Messages(this PartitionPlan plan) => plan.Diagnostics.Messages();

    /// <summary>The faults, each as its code and message.</summary>
    public static string[] Messages(this IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Select(static diagnostic => $"{diagnostic.Code}: {diagnostic.Message}")];
}

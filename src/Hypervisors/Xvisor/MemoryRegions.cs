using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>The RAM and the flash of a guest.</summary>
internal sealed class MemoryRegions(GuestPlan plan, MachineProfile profile, AddressSpace space, ICollection<Diagnostic> diagnostics)
{
    private static readonly (string Name, PropertyValue Value) s_alignment = (
        "align_order",
        PropertyValue.FromCells(MachineProfile.MemoryAlignmentOrder));

    /// <summary>Memory of the hypervisor's own, wherever it finds some.</summary>
    public static Region Allocated(string name, AddressRange range, string type) => new(name, range, "real", type)
    {
        Extra = [s_alignment],
    };

    public void Add(AddressRange flash)
    {
        CheckPlace();
        if (profile.RemapsMemory && MachineMemoryIsRemapped(plan.Board))
        {
            const ulong window = 64 << 20; // What the board's remap switch shows of its RAM below the motherboard's peripherals.
            space.Add(new Region("mem1", new(0, Math.Min(window, plan.Memory.Size)), "alias", "ram")
            {
                Extra = [("alias_physical_addr", PropertyValue.FromCells((uint)plan.Memory.Start))],
            });
        }

        space.Add(plan.HostMemory is { } host
            ? new Region("mem0", plan.Memory, "real", "ram")
            {
                Extra = [("host_physical_addr", PropertyValue.FromCells((uint)host.Start)), s_alignment],
            }
            : Allocated("mem0", plan.Memory, "alloced_ram"));
        BoardDevice? device = GuestFlash.Find(plan);
        space.Add(Allocated(
            device is not null && device.Registers[0].Start == flash.Start ? AddressSpace.NameOf(device) : "flash",
            flash,
            "alloced_rom"));
    }

    private void CheckPlace()
    {
        const ulong unit = 1UL << (int)MachineProfile.MemoryAlignmentOrder;
        const ulong end = 1UL << 32; // Addresses are one cell each.
        ulong start = plan.HostMemory?.Start ?? plan.Memory.Start;
        if ((plan.Memory.Start | plan.Memory.Size | start) % unit != 0)
        {
            diagnostics.Add(XvisorDiagnostics.MemoryNotAligned(plan.Request.SpanOf(GuestMetadata.Memory), plan.Name, new(unit)));
        }

        foreach (AddressRange range in new[] { plan.Memory, plan.Memory with { Start = start } }
            .Where(static range => range.Start >= end || range.Size > end - range.Start)
            .Take(1))
        {
            diagnostics.Add(XvisorDiagnostics.AddressTooHigh(plan.Request.SpanOf(GuestMetadata.Memory), plan.Name, "its RAM", range));
        }
    }

    private static bool MachineMemoryIsRemapped(Board board) =>
        board[board.Document.Root].Compatible.Any(static name => name.StartsWith("arm,vexpress", StringComparison.Ordinal));
}

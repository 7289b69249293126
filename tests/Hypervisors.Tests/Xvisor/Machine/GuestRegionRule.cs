namespace Partition.Hypervisors.Tests.Xvisor.Machine;

/// <summary>A region of a guest that was made.</summary>
/// <param name="Name">Its node's name.</param>
/// <param name="Start">First guest address.</param>
/// <param name="End">One behind the last.</param>
/// <param name="Type">Its <c>device_type</c>.</param>
internal sealed record GuestRegionRule(string Name, ulong Start, ulong End, string Type)
{
    /// <summary>Whether files can be loaded into it.</summary>
    public bool IsMemory => Type is "ram" or "rom" or "alloced_ram" or "alloced_rom";
}

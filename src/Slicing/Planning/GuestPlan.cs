using System.Collections.Immutable;
using Partition.DeviceTree;

namespace Partition.Slicing;

/// <summary>What one guest gets of the board.</summary>
public sealed class GuestPlan
{
    internal GuestPlan(Board board, GuestRequest request, AddressRange memory, ImmutableArray<OwnedDevice> devices, IEnumerable<DeviceTreeNode> kept)
    {
        Board = board;
        Request = request;
        Memory = memory;
        Devices = devices;
        KeptNodes = kept.ToHashSet();
    }

    /// <summary>The whole board.</summary>
    public Board Board { get; }

    /// <summary>What the project asked for.</summary>
    public GuestRequest Request { get; }

    /// <summary>The guest's name.</summary>
    public string Name => Request.Name;

    /// <summary>The guest's RAM, at guest addresses.</summary>
    public AddressRange Memory { get; }

    /// <summary>The devices of roles Device and Platform that the guest gets, in the tree's order.</summary>
    public ImmutableArray<OwnedDevice> Devices { get; }

    /// <summary>The guest's CPU nodes.</summary>
    public ImmutableArray<DeviceTreeNode> Cpus => Board.Cpus[..Math.Min(Request.Cpus, Board.Cpus.Length)];

    /// <summary>Every node of the board's tree that the guest's own tree keeps, buses and clocks included.</summary>
    internal IReadOnlySet<DeviceTreeNode> KeptNodes { get; }
}

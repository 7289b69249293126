namespace Partition.Partitioning.Boards;

/// <summary>What a node of the board's tree is for, as far as sharing the board among guests goes.</summary>
internal enum DeviceRole
{
    /// <summary>Part of the tree's frame: the root, CPUs, memory, aliases, chosen. Written anew for each guest.</summary>
    Frame,

    /// <summary>Goes with the processor: interrupt controller, private timers, caches. Each guest has its own, real or virtual.</summary>
    Platform,

    /// <summary>Has no registers and no interrupts: a bus, a fixed clock. May stand in several guests' trees at once.</summary>
    Passive,

    /// <summary>Hardware that one guest owns.</summary>
    Device,
}

namespace Partition.Building.Boots;

/// <summary>Why a machine is no longer watched.</summary>
internal enum MachineEnd
{
    /// <summary>All that was waited for was seen.</summary>
    Complete,

    /// <summary>QEMU ended before.</summary>
    Ended,

    /// <summary>The time was up before.</summary>
    TimedOut,
}

namespace Partition.Partitioning.Model;

/// <summary>What a device is that no board has.</summary>
internal enum VirtualDeviceKind
{
    /// <summary>A network card.</summary>
    Network,

    /// <summary>A disk.</summary>
    Block,

    /// <summary>A console.</summary>
    Console,

    /// <summary>A channel for messages between guests (rpmsg).</summary>
    Messages,
}

namespace Partition.DeviceTree.Checks;

/// <summary>A bus with rules of its own for the addresses of its devices.</summary>
internal enum Bus
{
    None,
    Pci,
    Simple,
    I2c,
    Spi,

    /// <summary>A port of a graph: its children are endpoints.</summary>
    GraphPort,

    /// <summary>What holds the ports of a graph.</summary>
    GraphPorts,
}

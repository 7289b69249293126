namespace Partition.Building;

/// <summary>Which logs show a message.</summary>
internal enum Importance
{
    /// <summary>Detailed logs only.</summary>
    Detailed,

    /// <summary>Logs of normal verbosity, and more detailed ones.</summary>
    Normal,

    /// <summary>Every log that is not quiet.</summary>
    High,
}

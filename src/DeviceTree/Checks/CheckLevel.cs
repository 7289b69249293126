namespace Partition.DeviceTree.Checks;

/// <summary>What comes of a check that finds something.</summary>
public enum CheckLevel
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>A warning; where the check's diagnostic is only an information, that.</summary>
    Warning,

    /// <summary>An error: there is no tree.</summary>
    Error,
}

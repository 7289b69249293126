namespace Partition.Partitioning.Model;

/// <summary>The form of a setting's text.</summary>
internal enum SettingType
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>A whole number from 0, without a unit.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Switch,

    /// <summary>A number of bytes with a unit or without: <c>96M</c>.</summary>
    Size,

    /// <summary>A time with its unit: <c>10ms</c>.</summary>
    Duration,

    /// <summary>Entries separated by semicolons or line breaks.</summary>
    List,
}

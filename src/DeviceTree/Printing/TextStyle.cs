namespace Partition.DeviceTree.Printing;

/// <summary>Whose habits the text of a tree follows.</summary>
public enum TextStyle
{
    /// <summary>A source to work on: types, labels and references as they were written; it compiles to the tree's own bytes.</summary>
    Plain,

    /// <summary>Letter by letter what <c>dtc -O dts</c> (1.8.1) prints, so that texts of both can be compared.</summary>
    Dtc,
}

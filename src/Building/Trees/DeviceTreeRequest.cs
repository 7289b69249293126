using Partition.Building.Items;

namespace Partition.Building.Trees;

/// <summary>A device tree source that is compiled to a blob.</summary>
/// <param name="Tree">The <c>DeviceTree</c> item: the source, and with OutputFile and RecordFile the files to write.</param>
/// <param name="Options">Include directories and macros, the item's own included.</param>
internal sealed record DeviceTreeRequest(ProjectItem Tree, TreeOptions Options)
{
    /// <summary>Which checks are made when the item does not say: none, default (dtc's), kernel or strict.</summary>
    public string WarningProfile { get; init; } = "";

    /// <summary>Single checks by dtc's names, after <c>no-</c> to switch one off.</summary>
    public required string[] Checks { get; init; }
}

using System.Collections.Immutable;
using Partition.Building.Stages;
using Partition.DeviceTree.Model;

namespace Partition.Building.Trees;

/// <summary>A device tree without errors.</summary>
/// <param name="Document">The tree, whose nodes and properties know their source.</param>
/// <param name="Read">The files that it was made of, with the dates that they had, and those that were looked for and missing.</param>
internal sealed record CompiledTree(DeviceTreeDocument Document, ImmutableArray<DatedFile> Read);

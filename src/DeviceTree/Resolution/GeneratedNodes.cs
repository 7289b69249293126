using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Resolution;

/// <summary>Which properties and nodes are added to the tree of a source.</summary>
/// <param name="Phandles">The property that holds a generated phandle.</param>
/// <param name="Aliases">Whether labels become properties of <c>/aliases</c>.</param>
/// <param name="Symbols">Whether labels become properties of <c>/__symbols__</c>.</param>
/// <param name="LocalFixups">Whether <c>/__local_fixups__</c> is also written for a source that is not an overlay.</param>
internal sealed record GeneratedNodes(PhandleFormat Phandles, bool Aliases, bool Symbols, bool LocalFixups);

using Partition.Building.Items;

namespace Partition.Building.Trees;

/// <summary>An overlay that is compiled, checked against its base, and applied to it where the project asks for that.</summary>
/// <param name="Overlay">The <c>DeviceTreeOverlay</c> item: the source, Base, and the files to write: OutputFile, MergedFile,
/// RecordFile.</param>
/// <param name="Options">Include directories and macros.</param>
internal sealed record OverlayRequest(ProjectItem Overlay, TreeOptions Options);

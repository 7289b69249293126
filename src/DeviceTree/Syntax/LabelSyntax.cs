using Partition.Diagnostics;

namespace Partition.DeviceTree.Syntax;

/// <summary>A label and where it stands.</summary>
internal readonly record struct LabelSyntax(string Name, SourceSpan Span);

using Partition.Diagnostics;

namespace Partition.DeviceTree.Source;

/// <summary>A place in the source where a macro was expanded.</summary>
/// <param name="Span">The whole use: the name, and the arguments when it has some.</param>
/// <param name="Macro">The macro's name.</param>
/// <param name="Definition">Where the macro was defined; <see cref="SourceSpan.None"/> when it is built in.</param>
internal sealed record MacroUse(SourceSpan Span, string Macro, SourceSpan Definition);

namespace Partition.Diagnostics;

/// <summary>A second place that takes part in a <see cref="Diagnostic"/>.</summary>
/// <param name="Span">Where.</param>
/// <param name="Message">What that place has to do with it, such as <c>included from here</c>.</param>
public sealed record DiagnosticNote(SourceSpan Span, string Message);

using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.Survey;

/// <summary>What came of a board.</summary>
/// <param name="Kind">In a word.</param>
/// <param name="Found">What was found at last, without what is only for information.</param>
internal sealed record Outcome(OutcomeKind Kind, ImmutableArray<Diagnostic> Found);

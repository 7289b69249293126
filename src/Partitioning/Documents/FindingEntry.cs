using System.Collections.Immutable;

namespace Partition.Partitioning.Documents;

/// <summary>Something that was found in a plan.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Severity">error, warning or information.</param>
/// <param name="Message">What it says.</param>
/// <param name="Location">Where it points.</param>
internal sealed record FindingEntry(string Code, string Severity, string Message, LocationEntry? Location);

/// <summary>Something that was found and that the project allows.</summary>
/// <param name="Code">The finding's code.</param>
/// <param name="Devices">The names of the devices that it is about.</param>
/// <param name="Message">What the finding says.</param>
/// <param name="Reason">Why the project allows it.</param>
internal sealed record AllowanceEntry(string Code, ImmutableArray<string> Devices, string Message, string Reason);

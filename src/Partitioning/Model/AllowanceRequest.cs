using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.Partitioning.Model;

/// <summary>A finding that a project allows for some devices, with its reason.</summary>
/// <param name="Devices">Entries of a device list, separated by <c>;</c>, as in <see cref="GuestRequest.Devices"/>.</param>
/// <param name="Rule">The code of the finding: <c>HV2034</c>.</param>
/// <param name="Reason">Why it is allowed, for those who read the plan and the lock file.</param>
/// <param name="Span">Where the project says so.</param>
internal sealed record AllowanceRequest(string Devices, string Rule, string Reason, SourceSpan Span);

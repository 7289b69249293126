using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Partition.Building.Diagnostics;
using Partition.Diagnostics;
using Partition.Hypervisors.Consoles;

namespace Partition.Building.Items;

/// <summary>Reads a project's <c>ExpectDevice</c> and <c>RejectDevice</c> items.</summary>
internal sealed class ExpectationItems(ProjectSpans spans, IReadOnlyList<string> guests)
{
    /// <summary>The items without a fault.</summary>
    /// <param name="items">The items.</param>
    /// <param name="isWanted">Whether they are <c>ExpectDevice</c> items.</param>
    /// <param name="diagnostics">Takes the faults of the others.</param>
    public ImmutableArray<ExpectationItem> Read(IEnumerable<ProjectItem> items, bool isWanted, ICollection<Diagnostic> diagnostics)
    {
        string type = isWanted ? "ExpectDevice" : "RejectDevice";
        return [.. items.Select(item => Read(item, type, isWanted, diagnostics)).OfType<ExpectationItem>()];
    }

    private ExpectationItem? Read(ProjectItem item, string type, bool isWanted, ICollection<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in KnownMetadata.Check(item, type, name => spans.SpanOf(item, type, name)))
        {
            diagnostics.Add(diagnostic);
        }

        string guest = item.GetMetadata("Guest");
        if (guest.Length > 0 && !guests.Contains(guest, StringComparer.OrdinalIgnoreCase))
        {
            diagnostics.Add(HostDiagnostics.UnknownGuest(
                spans.SpanOf(item, type, "Guest"),
                item.Identity,
                guest,
                NearestName.Find(guest, guests)));
            return null;
        }

        Regex? pattern = DeviceExpectation.ReadPattern(item.GetMetadata("Pattern"), out string fault);
        if (fault.Length > 0)
        {
            diagnostics.Add(BootDiagnostics.InvalidPattern(spans.SpanOf(item, type, "Pattern"), item.Identity, fault));
            return null;
        }

        return new(new DeviceExpectation(item.Identity, pattern), guest, isWanted, spans.SpanOf(item, type, ""));
    }
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Partition.Diagnostics;
using Partition.Hypervisors.Consoles;

namespace Partition.Tasks;

/// <summary>Reads a project's <c>ExpectDevice</c> and <c>RejectDevice</c> items.</summary>
internal sealed class ExpectationItems(ProjectPlaces places, IReadOnlyList<string> guests)
{
    /// <summary>The items without a fault.</summary>
    /// <param name="items">The items.</param>
    /// <param name="isWanted">Whether they are <c>ExpectDevice</c> items.</param>
    /// <param name="diagnostics">Takes the faults of the others.</param>
    public ImmutableArray<ExpectationItem> Read(ITaskItem[] items, bool isWanted, ICollection<Diagnostic> diagnostics)
    {
        string type = isWanted ? "ExpectDevice" : "RejectDevice";
        return [.. items.Select(item => Read(item, type, isWanted, diagnostics)).OfType<ExpectationItem>()];
    }

    private ExpectationItem? Read(ITaskItem item, string type, bool isWanted, ICollection<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in KnownMetadata.Check(item, type, name => places.Find(item, type, name)))
        {
            diagnostics.Add(diagnostic);
        }

        string guest = item.GetMetadata("Guest");
        if (guest.Length > 0 && !guests.Contains(guest, StringComparer.OrdinalIgnoreCase))
        {
            diagnostics.Add(HostDiagnostics.UnknownGuest(places.Find(item, type, "Guest"), item.ItemSpec, guest, NearestName.Find(guest, guests)));
            return null;
        }

        Regex? pattern = DeviceExpectation.ReadPattern(item.GetMetadata("Pattern"), out string fault);
        if (fault.Length > 0)
        {
            diagnostics.Add(BootDiagnostics.InvalidPattern(places.Find(item, type, "Pattern"), item.ItemSpec, fault));
            return null;
        }

        return new(new DeviceExpectation(item.ItemSpec, pattern), guest, isWanted, places.Find(item, type, ""));
    }
}

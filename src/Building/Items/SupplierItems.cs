using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Partitioning.Model;
using Partition.Partitioning.Requests;

namespace Partition.Building.Items;

/// <summary>Reads a project's <c>SupplierPolicy</c> and <c>ClockRate</c> items.</summary>
internal sealed class SupplierItems(ProjectSpans spans, ICollection<Diagnostic> diagnostics)
{
    private const string Policy = "SupplierPolicy";
    private const string Rate = "ClockRate";

    /// <summary>Who has the suppliers that several guests need.</summary>
    public ImmutableArray<SupplierPolicyRequest> ReadPolicies(IEnumerable<ProjectItem> items) =>
    [
        .. items.Select(item =>
        {
            CheckNames(item, Policy);
            return SupplierRequestReader.ReadPolicy(
                item.Identity,
                item.GetMetadata(SupplierPolicyMetadata.Owner),
                item.GetMetadata(SupplierPolicyMetadata.Others),
                item.GetMetadata(SupplierPolicyMetadata.ClockFrequency),
                name => spans.SpanOf(item, Policy, name),
                diagnostics);
        }),
    ];

    /// <summary>The rates of clocks.</summary>
    public ImmutableArray<ClockRateRequest> ReadRates(IEnumerable<ProjectItem> items) =>
    [
        .. items.Select(item =>
        {
            CheckNames(item, Rate);
            return SupplierRequestReader.ReadClockRate(
                item.Identity, item.GetMetadata(ClockRateMetadata.Frequency), name => spans.SpanOf(item, Rate, name), diagnostics);
        }).OfType<ClockRateRequest>(),
    ];

    private void CheckNames(ProjectItem item, string type)
    {
        foreach (Diagnostic unknown in KnownMetadata.Check(item, type, name => spans.SpanOf(item, type, name)))
        {
            diagnostics.Add(unknown);
        }
    }
}

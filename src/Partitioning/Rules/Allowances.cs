using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Selection;

namespace Partition.Partitioning.Rules;

/// <summary>Tells the findings that a project allows from those that it has to mend.</summary>
internal static class Allowances
{
    /// <summary>Applies a project's allowances.</summary>
    /// <param name="request">The project.</param>
    /// <param name="findings">What the rules found.</param>
    /// <param name="diagnostics">Takes the findings that are not allowed, and what is wrong with allowances.</param>
    /// <returns>The findings that are allowed.</returns>
    public static ImmutableArray<AllowedFinding> Apply(
        PartitionRequest request,
        IEnumerable<RuleFinding> findings,
        ICollection<Diagnostic> diagnostics)
    {
        Allowance[] allowances = [.. request.Allowances
            .Select(allowance => Read(request.Board, allowance, diagnostics))
            .OfType<Allowance>()];
        ImmutableArray<AllowedFinding>.Builder allowed = ImmutableArray.CreateBuilder<AllowedFinding>();
        var refused = new List<RuleFinding>();
        foreach (RuleFinding finding in findings)
        {
            if (Array.Find(allowances, allowance => allowance.Allows(finding)) is Allowance allowance)
            {
                allowance.IsUsed = true;
                allowed.Add(new(finding.Diagnostic, finding.Devices, allowance.Request.Reason));
            }
            else
            {
                refused.Add(finding);
            }
        }

        foreach (Diagnostic diagnostic in FindingGroup.Report(refused))
        {
            diagnostics.Add(diagnostic);
        }

        foreach (Allowance unused in allowances.Where(static allowance => !allowance.IsUsed))
        {
            IOwnershipPolicy policy = request.Policy;
            bool isPossible = policy.KeepsGuestsApart || unused.Request.Rule == RuleDiagnostics.MemoryOutOfDmaReachCode;
            diagnostics.Add(RuleDiagnostics.AllowanceUnused(unused.Request, policy.Name, isPossible));
        }

        return allowed.ToImmutable();
    }

    private static Allowance? Read(Board board, AllowanceRequest request, ICollection<Diagnostic> diagnostics)
    {
        if (!PartitionRules.Allowable.Contains(request.Rule))
        {
            diagnostics.Add(RuleDiagnostics.AllowanceOfUnknownRule(request));
            return null;
        }

        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            diagnostics.Add(RuleDiagnostics.AllowanceWithoutReason(request));
            return null;
        }

        var nodes = new HashSet<DeviceTreeNode>();
        foreach (string entry in request.Devices.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            IReadOnlyList<DeviceTreeNode> matches = DeviceSelector.Find(board, entry);
            if (matches.Count == 0)
            {
                diagnostics.Add(RuleDiagnostics.AllowanceOfNothing(request, entry, DeviceSelector.FindNearest(board, entry)));
                return null;
            }

            nodes.UnionWith(matches);
        }

        return new(request, nodes);
    }

    private sealed class Allowance(AllowanceRequest request, HashSet<DeviceTreeNode> nodes)
    {
        public AllowanceRequest Request => request;

        public bool IsUsed { get; set; }

        public bool Allows(RuleFinding finding) =>
            finding.Diagnostic.Code == request.Rule && finding.Devices.Any(device => nodes.Contains(device.Node));
    }
}

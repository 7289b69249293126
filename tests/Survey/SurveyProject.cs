using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Building.Plans;
using Partition.Hypervisors;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Survey;

/// <summary>A project as a user has it: guests with their devices, and the lines that messages proposed.</summary>
internal sealed class SurveyProject(Board board, IHypervisor hypervisor, string[] guests)
{
    private IOwnershipPolicy Policy => hypervisor.Policy.Ownership;

    /// <summary>Plans the project and makes its trees.</summary>
    /// <returns>What was found, without what is only for information.</returns>
    public ImmutableArray<Diagnostic> Build()
    {
        var request = new PartitionRequest(
            board,
            [.. guests.Select(static (devices, i) => new GuestRequest($"guest{i}") { Devices = devices, Memory = ByteSize.FromMebibytes(64) })])
        {
            Policy = Policy,
        };
        PartitionEvaluation evaluation = PartitionEvaluation.Divide(hypervisor, request);
        var found = evaluation.Findings.ToList();
        if (!found.Exists(static finding => finding.Severity == DiagnosticSeverity.Error))
        {
            foreach (GuestPlan guest in evaluation.Plan.Guests)
            {
                var trees = new GuestTrees(
                    hypervisor.Trees.BuildOperatingSystemTree(guest),
                    hypervisor.Trees.TakesConfigTrees ? hypervisor.Trees.BuildConfigTree(guest, found) : null,
                    IsOwn: false,
                    []);
                found.AddRange(trees.Check(evaluation, guest));
            }
        }

        return [.. found.Where(static finding => finding.Severity != DiagnosticSeverity.Information)];
    }
}

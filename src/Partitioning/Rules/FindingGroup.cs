using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.Partitioning.Rules;

/// <summary>
/// Findings of one cause: a page, or a device that many need. A rule finds pairs, because a project allows pairs; what it does not allow
/// is reported in one line.
/// </summary>
/// <param name="describe">Describes all uses of the findings that are left, each once.</param>
internal sealed class FindingGroup(Func<ImmutableArray<HardwareUse>, Diagnostic> describe)
{
    /// <summary>Reports findings: each on its own, and those of one group together, where the first of them was.</summary>
    public static IEnumerable<Diagnostic> Report(IEnumerable<RuleFinding> findings) => findings
        .GroupBy(static finding => finding.Group ?? (object)finding)
        .Select(static members => members.Key is FindingGroup group && members.Skip(1).Any()
            ? group.Describe(members)
            : members.First().Diagnostic);

    private Diagnostic Describe(IEnumerable<RuleFinding> findings) =>
        describe([.. findings.SelectMany(static finding => finding.Uses).Distinct()]);
}

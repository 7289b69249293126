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
    /// <summary>Reports findings: each by itself, and those of one group together, where the first of them was.</summary>
    public static IEnumerable<Diagnostic> Report(IEnumerable<RuleFinding> findings) =>
        findings.GroupBy(static finding => finding.Group ?? (object)finding).Select(static members => Describe([.. members]));

    private static Diagnostic Describe(ImmutableArray<RuleFinding> findings) => findings is [{ Group: { } group }, _, ..]
        ? group.Describe([.. findings.SelectMany(static finding => finding.Uses).Distinct()])
        : findings[0].Diagnostic;

    private Diagnostic Describe(ImmutableArray<HardwareUse> uses) => describe(uses);
}

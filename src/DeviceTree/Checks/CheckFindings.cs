using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Checks;

/// <summary>Collects the findings of checks and reports them at the level that each check has.</summary>
/// <param name="diagnostics">Takes the diagnostics.</param>
/// <param name="levels">The level of each check.</param>
internal sealed class CheckFindings(DiagnosticBag diagnostics, CheckLevels levels)
{
    /// <summary>The level of each check.</summary>
    public CheckLevels Levels => levels;

    /// <summary>The nodes in which checks found something, also where the check is off.</summary>
    public List<(TreeCheck Check, string Node)> Failures { get; } = [];

    /// <summary>Reports a diagnostic that does not come from a check.</summary>
    public void Add(Diagnostic diagnostic) => diagnostics.Add(diagnostic);

    /// <summary>Reports a finding.</summary>
    /// <param name="check">The check.</param>
    /// <param name="node">The path of the node.</param>
    /// <param name="property">The property's name, when it is about one.</param>
    /// <param name="diagnostic">The finding.</param>
    public void Add(TreeCheck check, string node, string? property, Diagnostic diagnostic)
    {
        Failures.Add((check, node));
        CheckLevel level = levels.Of(check);
        DiagnosticSeverity severity = level == CheckLevel.Error ? DiagnosticSeverity.Error
            : diagnostic.Severity == DiagnosticSeverity.Error ? DiagnosticSeverity.Warning
            : diagnostic.Severity;
        if (level == CheckLevel.Error || (level != CheckLevel.Off && !levels.HidesWarnings))
        {
            string subject = property is null ? node : $"{node}:{property}";
            diagnostics.Add(diagnostic with { Severity = severity, Check = check.Name, Subject = subject });
        }
    }

    /// <summary>Reports a finding.</summary>
    /// <param name="check">The check's name.</param>
    /// <param name="node">The path of the node.</param>
    /// <param name="property">The property's name, when it is about one.</param>
    /// <param name="diagnostic">The finding.</param>
    public void Add(string check, string node, string? property, Diagnostic diagnostic) =>
        Add(CheckCatalogue.Find(check)!, node, property, diagnostic);
}

using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Hypervisors;

namespace Partition.Survey;

/// <summary>Divides one board by a recipe.</summary>
internal static class BoardTrial
{
    private const int Rounds = 4;

    /// <summary>Divides one board; a crash is an outcome, too.</summary>
    public static Outcome Run(KernelBoards boards, string path, Recipe recipe, IHypervisor hypervisor)
    {
        try
        {
            if (boards.Read(path) is not { } board || recipe.Divide(board, hypervisor.Policy.Ownership) is not { } guests)
            {
                return new(OutcomeKind.Unsuitable, []);
            }

            if (hypervisor.Policy.Refuse(board) is { } refusal)
            {
                return new(OutcomeKind.CannotRun, [refusal]);
            }

            var project = new SurveyProject(board, hypervisor, guests);
            ImmutableArray<Diagnostic> found = project.BuildByAdvice(Rounds);
            OutcomeKind kind = found.Any(IsError) ? OutcomeKind.Refused
                : project.LineCount == 0 ? OutcomeKind.BuiltAtOnce
                : OutcomeKind.BuiltByAdvice;
            return new(kind, found);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new(OutcomeKind.Crashed, [Diagnostic.Error("CRASH", SourceSpan.None, exception.ToString())]);
        }
    }

    /// <summary>Whether a finding keeps a partition from being built.</summary>
    public static bool IsError(Diagnostic finding) => finding.Severity == DiagnosticSeverity.Error;
}

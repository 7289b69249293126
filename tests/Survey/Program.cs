using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Partition.Diagnostics;
using Partition.Hypervisors;

namespace Partition.Survey;

/// <summary>Divides every board of Linux by fixed recipes, and counts what comes of it.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length < 3
            || Recipe.All.FirstOrDefault(recipe => recipe.Name == arguments[2]) is not { } recipe
            || HypervisorCatalog.Find(arguments[1], []) is not { } hypervisor)
        {
            Console.Error.WriteLine(
                "usage: eng/survey-boards.sh None|Xen|Xvisor "
                + $"{string.Join('|', Recipe.All.Select(static recipe => recipe.Name))} [PART-OF-PATH] [--verbose]");
            return 2;
        }

        string part = arguments.Skip(3).FirstOrDefault(static argument => !argument.StartsWith('-')) ?? "";
        var boards = new KernelBoards(arguments[0]);
        var outcomes = new ConcurrentDictionary<string, Outcome>();
        Parallel.ForEach(
            boards.Paths.Where(path => path.Contains(part, StringComparison.Ordinal)),
            path => outcomes[path] = BoardTrial.Run(boards, path, recipe, hypervisor));
        Write(outcomes, arguments.Contains("--verbose"));
        return outcomes.Values.Any(static outcome => outcome.Kind == OutcomeKind.Crashed) ? 1 : 0;
    }

    private static void Write(IReadOnlyDictionary<string, Outcome> outcomes, bool isVerbose)
    {
        int Count(OutcomeKind kind) => outcomes.Values.Count(outcome => outcome.Kind == kind);
        int built = Count(OutcomeKind.BuiltAtOnce) + Count(OutcomeKind.BuiltByAdvice);
        int tried = built + Count(OutcomeKind.Refused) + Count(OutcomeKind.Crashed);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{tried} boards: {built} build ({100.0 * built / Math.Max(tried, 1):F1} %), {Count(OutcomeKind.BuiltAtOnce)} of them at once; "
            + $"{Count(OutcomeKind.Refused)} refused, {Count(OutcomeKind.Crashed)} crashed. Beside these, {Count(OutcomeKind.Unsuitable)} "
            + $"have not what the recipe asks for, and {Count(OutcomeKind.CannotRun)} cannot run the hypervisor."));
        Outcome[] divided =
            [.. outcomes.Values.Where(static outcome => outcome.Kind is not (OutcomeKind.Unsuitable or OutcomeKind.CannotRun))];
        Console.WriteLine("boards, of them with this error alone, code");
        foreach (IGrouping<(string Code, DiagnosticSeverity Severity), Outcome> code in divided
            .SelectMany(static outcome => outcome.Found
                .Select(static finding => (finding.Code, finding.Severity)).Distinct().Select(code => (code, outcome)))
            .GroupBy(static pair => pair.code, static pair => pair.outcome)
            .OrderByDescending(static code => code.Count()))
        {
            int alone = code.Key.Severity == DiagnosticSeverity.Error
                ? code.Count(outcome => outcome.Found.Where(BoardTrial.IsError).All(finding => finding.Code == code.Key.Code))
                : 0;
            Console.WriteLine($"{code.Count(),6} {alone,6} {code.Key.Code} {code.Key.Severity}");
        }

        foreach ((string path, Outcome outcome) in outcomes.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            if (isVerbose && outcome.Kind is not (OutcomeKind.Unsuitable or OutcomeKind.CannotRun))
            {
                Console.WriteLine($"== {path}: {outcome.Kind}");
                foreach (Diagnostic finding in outcome.Found)
                {
                    Console.WriteLine($"   {finding.Severity} {finding.Code}: {finding.Message}");
                }
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
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
                "usage: eng/survey-boards.sh KERNEL-TREES None|Xen|Xvisor "
                + $"{string.Join('|', Recipe.All.Select(static recipe => recipe.Name))} [PART-OF-PATH] [--verbose]");
            return 2;
        }

        string part = arguments.Skip(3).FirstOrDefault(static argument => !argument.StartsWith('-')) ?? "";
        bool isVerbose = arguments.Contains("--verbose");
        var boards = new KernelBoards(arguments[0]);
        var outcomes = new ConcurrentDictionary<string, ImmutableArray<Diagnostic>>();
        int unsuitable = 0;
        int refused = 0;
        int atOnce = 0;
        Parallel.ForEach(boards.Paths.Where(path => path.Contains(part, StringComparison.Ordinal)), path =>
        {
            if (boards.Read(path) is not { } board || recipe.Divide(board, hypervisor.Policy.Ownership) is not { } guests)
            {
                Interlocked.Increment(ref unsuitable);
            }
            else if (hypervisor.Policy.Refuse(board) is not null)
            {
                Interlocked.Increment(ref refused);
            }
            else
            {
                try
                {
                    var project = new SurveyProject(board, hypervisor, guests);
                    outcomes[path] = project.BuildByAdvice(rounds: 3);
                    if (!outcomes[path].Any(IsError) && project.LineCount == 0)
                    {
                        Interlocked.Increment(ref atOnce);
                    }
                }
                catch (Exception exception)
                {
                    outcomes[path] = [Diagnostic.Error("CRASH", SourceSpan.None, exception.ToString())];
                }
            }
        });

        int built = outcomes.Values.Count(static found => !found.Any(IsError));
        Console.WriteLine($"{outcomes.Count} boards, {built} build ({100.0 * built / outcomes.Count:F1} %), {atOnce} of them at once; {unsuitable} have not what the recipe asks for, {refused} cannot run it");
        foreach (var code in outcomes.Values
            .SelectMany(static found => found.Select(static finding => (finding.Severity, finding.Code)).Distinct())
            .GroupBy(static finding => finding).OrderByDescending(static code => code.Count()))
        {
            int alone = outcomes.Values.Count(found => found.Where(IsError).Select(static finding => finding.Code).Distinct() is { } codes
                && codes.Count() == 1 && codes.First() == code.Key.Code);
            Console.WriteLine($"{code.Count(),6} {alone,6} {code.Key.Code} {code.Key.Severity}");
        }

        foreach ((string path, ImmutableArray<Diagnostic> found) in outcomes.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            if (isVerbose)
            {
                Console.WriteLine($"== {path}");
                foreach (Diagnostic finding in found)
                {
                    Console.WriteLine($"   {finding.Severity} {finding.Code}: {finding.Message}");
                }
            }
        }

        return 0;
    }

    private static bool IsError(Diagnostic finding) => finding.Severity == DiagnosticSeverity.Error;
}

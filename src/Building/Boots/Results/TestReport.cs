using System.Collections.Immutable;
using System.Globalization;
using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Diagnostics;

namespace Partition.Building.Boots.Results;

/// <summary>Shows the results of a boot test to people, and writes them to the files that the caller asks for.</summary>
/// <param name="session">The build.</param>
/// <param name="files">The files of results that are asked for, as <c>dotnet test --logger</c> takes them.</param>
/// <param name="directory">The folder of these files; empty for <c>TestResults</c> beside the project.</param>
internal sealed class TestReport(BuildSession session, ImmutableArray<string> files, string directory)
{
    /// <summary>Reads which files are asked for.</summary>
    public ImmutableArray<TestLogger> ReadLoggers()
    {
        ImmutableArray<TestLogger>.Builder loggers = ImmutableArray.CreateBuilder<TestLogger>();
        foreach (string text in files)
        {
            if (!TestLogger.TryRead(text, out TestLogger? logger))
            {
                session.Report(BootDiagnostics.UnknownLogger(session.ProjectFile, text));
            }
            else if (logger is not null)
            {
                loggers.Add(logger);
            }
        }

        return loggers.ToImmutable();
    }

    /// <summary>Shows what was found out on a machine: a line for each guest, and the errors at their places.</summary>
    public void Show(ImmutableArray<BootTestResult> results)
    {
        // Several cases may have one fault.
        session.Report(
            results.SelectMany(static result => result.Faults).DistinctBy(static fault => (fault.Code, fault.Span, fault.Message)));
        foreach (BootTestResult result in results)
        {
            session.Say(Importance.Normal, $"  {Word(result.Outcome)} {result.Case.Name} [{Seconds(result.Duration)}]");
            if (result.Outcome == BootTestOutcome.Passed)
            {
                session.SayTestPassed(result.Case.Name);
            }
        }

        foreach (BootTestResult up in results.Where(static result =>
            result.Case.Expectation is null && result.Outcome == BootTestOutcome.Passed && result.Case.Check == BootTestCase.UpCheck))
        {
            BootTestResult[] devices =
            [
                .. results.Where(result => result.Case.Subject == up.Case.Subject && result.Case.Expectation is not null),
            ];
            int right = devices.Count(static result => result.Outcome == BootTestOutcome.Passed);
            string checks = devices.Length == 0
                ? "no device was checked (ExpectDevice and RejectDevice would)"
                : string.Create(CultureInfo.InvariantCulture, $"{right} of {devices.Length} device checks passed");
            session.SayResult($"{up.Case.Subject}: up after {Seconds(up.Duration)}; {checks}");
        }
    }

    /// <summary>Counts, and writes the files that are asked for.</summary>
    public void Finish(ImmutableArray<BootTestResult> results, ImmutableArray<TestLogger> loggers, DateTimeOffset begin)
    {
        DateTimeOffset end = TimeProvider.System.GetUtcNow();
        foreach (TestLogger logger in loggers)
        {
            string path = Path.Combine(
                session.Root(directory.Length > 0 ? directory : "TestResults"),
                logger.FileName.Length > 0 ? logger.FileName : $"{session.ProjectName}.trx");
            AtomicFile.Write(path, stream =>
            {
                TrxFile.Write(session.ProjectName, results, begin, end).Save(stream);
                return true;
            });
            session.SayResult($"Results File: {path}");
        }

        if (!results.IsEmpty)
        {
            session.SayTestSummary(
                results.Length,
                results.Count(static result => result.Outcome == BootTestOutcome.Passed),
                results.Count(static result => result.Outcome == BootTestOutcome.NotExecuted),
                results.Count(static result => result.Outcome == BootTestOutcome.Failed),
                end - begin);
        }
    }

    private static string Word(BootTestOutcome outcome) => outcome == BootTestOutcome.NotExecuted ? "Skipped" : outcome.ToString();

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}

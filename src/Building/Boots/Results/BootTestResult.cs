using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.Building.Boots.Results;

/// <summary>A test and how it ended.</summary>
/// <param name="Case">The test.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Duration">From the start of the machine until it was found out.</param>
/// <param name="Faults">What is wrong; several tests may share one fault.</param>
internal sealed record BootTestResult(
    BootTestCase Case,
    BootTestOutcome Outcome,
    TimeSpan Duration,
    ImmutableArray<Diagnostic> Faults)
{
    /// <summary>A test that is as the project expects.</summary>
    public static BootTestResult Pass(BootTestCase test, TimeSpan duration) => new(test, BootTestOutcome.Passed, duration, []);

    /// <summary>A test that is not.</summary>
    public static BootTestResult Fail(BootTestCase test, TimeSpan duration, params ImmutableArray<Diagnostic> faults) =>
        new(test, BootTestOutcome.Failed, duration, faults);

    /// <summary>A test that could not be made.</summary>
    public static BootTestResult Skip(BootTestCase test) => new(test, BootTestOutcome.NotExecuted, TimeSpan.Zero, []);
}

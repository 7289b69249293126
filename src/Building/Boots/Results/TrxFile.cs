using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Partition.Building.Boots.Results;

/// <summary>Writes the results of a boot test as a TRX file, which CI services show.</summary>
/// <remarks>
/// The schema is Visual Studio's vstst.xsd (namespace TeamTest/2010). Identifiers are made from names, so that the same test has the same
/// one in each run.
/// </remarks>
internal static class TrxFile
{
    // By Visual Studio's own definition: the kind of a unit test, and the list of results that are in no other list.
    private const string UnitTestType = "13cdc9d9-ddb5-4fa4-a97d-d965ccfc6d4b";
    private const string ResultsNotInAList = "8c84fa94-04c1-424b-9868-57a2d4851a1d";

    private static readonly XNamespace s_namespace = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Makes the file's content.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="results">The results.</param>
    /// <param name="begin">When the test began.</param>
    /// <param name="end">When it ended.</param>
    public static XDocument Write(string project, ImmutableArray<BootTestResult> results, DateTimeOffset begin, DateTimeOffset end)
    {
        int passed = results.Count(static result => result.Outcome == BootTestOutcome.Passed);
        int failed = results.Count(static result => result.Outcome == BootTestOutcome.Failed);
        return new(new XElement(s_namespace + "TestRun",
            new XAttribute("id", IdOf(project + "/run")),
            new XAttribute("name", project),
            new XElement(s_namespace + "Times",
                new XAttribute("creation", Time(begin)),
                new XAttribute("queuing", Time(begin)),
                new XAttribute("start", Time(begin)),
                new XAttribute("finish", Time(end))),
            new XElement(s_namespace + "Results", results.Select(result => ResultOf(result, begin))),
            new XElement(s_namespace + "TestDefinitions", results.Select(DefinitionOf)),
            new XElement(s_namespace + "TestEntries", results.Select(static result => new XElement(s_namespace + "TestEntry",
                new XAttribute("testId", IdOf(result.Case.FullyQualifiedName)),
                new XAttribute("executionId", ExecutionOf(result)),
                new XAttribute("testListId", ResultsNotInAList)))),
            new XElement(s_namespace + "TestLists", new XElement(s_namespace + "TestList",
                new XAttribute("name", "Results Not in a List"),
                new XAttribute("id", ResultsNotInAList))),
            new XElement(s_namespace + "ResultSummary",
                new XAttribute("outcome", failed == 0 ? "Completed" : "Failed"),
                new XElement(s_namespace + "Counters",
                    new XAttribute("total", results.Length),
                    new XAttribute("executed", passed + failed),
                    new XAttribute("passed", passed),
                    new XAttribute("failed", failed),
                    new XAttribute("notExecuted", results.Length - passed - failed)))));
    }

    private static XElement ResultOf(BootTestResult result, DateTimeOffset begin) => new(s_namespace + "UnitTestResult",
        new XAttribute("executionId", ExecutionOf(result)),
        new XAttribute("testId", IdOf(result.Case.FullyQualifiedName)),
        new XAttribute("testName", result.Case.Name),
        new XAttribute("computerName", "QEMU"),
        new XAttribute("duration", result.Duration.ToString("c", CultureInfo.InvariantCulture)),
        new XAttribute("startTime", Time(begin)),
        new XAttribute("endTime", Time(begin + result.Duration)),
        new XAttribute("testType", UnitTestType),
        new XAttribute("outcome", result.Outcome),
        new XAttribute("testListId", ResultsNotInAList),
        result.Faults.IsEmpty
            ? null
            : new XElement(s_namespace + "Output", new XElement(s_namespace + "ErrorInfo", new XElement(s_namespace + "Message",
                Clean(string.Join("\n\n", result.Faults.Select(static fault => $"{fault.Span}: {fault.Code}: {fault.Message}")))))));

    private static XElement DefinitionOf(BootTestResult result) => new(s_namespace + "UnitTest",
        new XAttribute("name", result.Case.Name),
        new XAttribute("storage", result.Case.Project),
        new XAttribute("id", IdOf(result.Case.FullyQualifiedName)),
        new XElement(s_namespace + "Execution", new XAttribute("id", ExecutionOf(result))),
        new XElement(s_namespace + "TestMethod",
            new XAttribute("codeBase", result.Case.Project),
            new XAttribute("className", $"{result.Case.Project}.{result.Case.Subject}"),
            new XAttribute("name", result.Case.Name)));

    /// <summary>Takes out what XML cannot hold: a console may say anything.</summary>
    private static string Clean(string text) => string.Concat(text.Where(System.Xml.XmlConvert.IsXmlChar));

    private static string ExecutionOf(BootTestResult result) => IdOf(result.Case.FullyQualifiedName + "/execution");

    private static string IdOf(string name) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)).ToString();

    private static string Time(DateTimeOffset time) => time.ToString("o", CultureInfo.InvariantCulture);
}

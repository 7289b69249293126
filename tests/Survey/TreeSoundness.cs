using System.Collections.Immutable;
using Partition.DeviceTree;
using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Printing;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.Survey;

/// <summary>Compares what dtc's checks find in a guest's tree with what they find in the board's own.</summary>
/// <remarks>Both are printed and compiled, so that what only a source can have wrong is in neither.</remarks>
internal sealed class TreeSoundness(DeviceTreeDocument board)
{
    // Xen demands a simple-bus that holds everything, also what has no address: fixed clocks and regulators.
    private const string WithoutAddress = "simple_bus_reg";

    // Of a number in the place of a reference, which a blob cannot have.
    private const string NotAReference = "HV1419";

    private readonly HashSet<string> _known = [.. Find(board).Select(static finding => finding.Code)];

    /// <summary>Finds what a guest's tree has wrong, of a kind that the board's has not.</summary>
    /// <param name="tree">The guest's tree.</param>
    /// <returns>An error for each.</returns>
    public IEnumerable<Diagnostic> Check(DeviceTreeDocument tree) => Find(tree)
        .Where(finding => !_known.Contains(finding.Code))
        .Select(static finding => Diagnostic.Error("TREE", SourceSpan.None, $"{finding.Code} {finding.Message}"));

    private static ImmutableArray<Diagnostic> Find(DeviceTreeDocument tree)
    {
        const string name = "tree.dts";
        using var text = new StringWriter { NewLine = "\n" };
        DeviceTreeText.Write(tree, text, new TextOptions());
        var options = new CompilerOptions
        {
            Checks = CheckSettings.NamesUnknownToDtc.Append(WithoutAddress)
                .Aggregate(CheckSettings.Default, static (checks, name) => checks.WithWarning($"no-{name}")),
        };
        return
        [
            .. DeviceTreeCompiler.Compile(name, new InMemorySourceFiles().Add(name, text.ToString()), options).Diagnostics
                .Where(static finding => finding.Severity != DiagnosticSeverity.Information && finding.Code != NotAReference),
        ];
    }
}

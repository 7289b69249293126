using System.Text;
using System.Text.RegularExpressions;
using Partition.DeviceTree.Tests.Assertions;
using Partition.DeviceTree.Tests.Checks;

namespace Partition.DeviceTree.Tests.Oracle;

/// <summary>The installed dtc warns of the same nodes and properties.</summary>
public partial class DtcCheckTests
{
    /// <summary>Where releases before 1.8 find something else. The recorded answers of the cases are of 1.8.1.</summary>
    private static readonly Dictionary<string, string> OlderReleases = new(StringComparer.Ordinal)
    {
        ["endpoint-in-root"] = "1.6.1 crashes",
        ["graph"] = "1.6.1 stops at a failed assertion, of a reg of two cells",
        ["i2c-bus-within-controller"] = "1.6.1 takes the controller for a bus as well",
        ["i2c-ten-bits"] = "1.6.1 measures ten bit addresses by seven bits too",
        ["interrupt-map"] = "1.6.1 does not look into interrupt-map",
        ["interrupt-parents"] = "interrupt_provider of 1.6.1 wants #address-cells, and is content with #interrupt-cells alone",
        ["interrupt-providers"] = "interrupt_provider of 1.6.1 wants #address-cells, and is content with #interrupt-cells alone",
        ["overlay-names"] = "1.6.1 looks for the nodes of the base in the overlay",
        ["pci-last-bus-number"] = "1.6.1 takes the first bus number for the last",
        ["unnecessary-cells-of-ranges"] = "1.6.1 overlooks dma-ranges, and the ranges of children",
    };

    [ToolFact("dtc")]
    public void TheFindingsAreThoseOfDtc()
    {
        using var tool = new Tool();
        foreach (CheckCase item in Comparable(tool))
        {
            tool.Write("case.dts", item.Source);
            string[] expected = Ask(tool, "case.dts");
            Assert.Equal([item.Name, .. CheckCase.Found(expected)], [item.Name, .. item.Findings(expected)]);
        }
    }

    [ToolFact("dtc")]
    public void TheFindingsInBlobsAreThoseOfDtc()
    {
        using var tool = new Tool();
        foreach (CheckCase item in Comparable(tool))
        {
            byte[] blob = tool.Run("dtc", "-q", "-O", "dtb", tool.Write("case.dts", item.Source)) ?? [];
            tool.Write("blob.dtb", blob);
            // dtc checks the tables that it made itself, too: a property named 'clocks' in __local_fixups__ is no clock.
            string[] expected = [.. Ask(tool, "blob.dtb").Where(static line => !line.Contains(" /__", StringComparison.Ordinal))];
            Assert.Equal([item.Name, .. CheckCase.Found(expected)], [item.Name, .. CheckCase.FindingsInBlob(blob, expected)]);
        }
    }

    private static IEnumerable<CheckCase> Comparable(Tool tool)
    {
        string version = Encoding.ASCII.GetString(tool.Run("dtc", "--version")!);
        bool isOlder = version.Contains(" 1.6", StringComparison.Ordinal) || version.Contains(" 1.7", StringComparison.Ordinal);
        return CheckCase.All.Where(item => !isOlder || !OlderReleases.ContainsKey(item.Name));
    }

    private static string[] Ask(Tool tool, string input)
    {
        string[] options = [.. CheckCase.Extra.SelectMany(static name => new[] { "-W", name })];
        return [.. tool.Messages("dtc", [.. options, "-O", "dtb", "-o", "case.dtb", input])
            .Select(static line => Warning().Match(line))
            // Newer releases do not have this check.
            .Where(static match => match.Success && match.Groups["check"].Value != "graph_child_address")
            .Select(static match => $"{match.Groups["check"].Value} "
                + $"{(match.Groups["subject"].Success ? match.Groups["subject"].Value : "-")}")
            .Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"Warning \((?<check>\w+)\): (Failed prerequisite|(?<subject>\S+): )")]
    private static partial Regex Warning();
}

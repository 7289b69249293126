using System.Text.RegularExpressions;
using System.Xml.Linq;
using Partition.Diagnostics;
using Partition.Partitioning.Model;

namespace Partition.Survey;

/// <summary>What messages propose to write into a project file.</summary>
internal static partial class Advice
{
    /// <summary>Reads the items of a message, in order, without allowances, for which a person must have a reason.</summary>
    public static IEnumerable<XElement> Of(Diagnostic finding) => Item().Matches(finding.Message)
        .Select(static match => XElement.Parse(match.Value))
        .Where(static item => item.Name.LocalName != "PartitionAllowance");

    /// <summary>Reads the settings of guests that a message proposes.</summary>
    public static IEnumerable<(string Guest, string Metadatum, string Value)> SettingsOf(Diagnostic finding) =>
    [
        .. MemoryBase().Matches(finding.Message).Select(static match =>
            (match.Groups[1].Value, GuestMetadata.PhysicalMemoryBase, match.Groups[2].Value)),
        .. Console().Matches(finding.Message).Select(static match => (match.Groups[1].Value, GuestMetadata.EmulatedConsole, "false")),
    ];

    /// <summary>The version of the hypervisor that a message proposes; empty for none.</summary>
    public static string VersionOf(Diagnostic finding) => Version().Match(finding.Message).Groups[1].Value;

    [GeneratedRegex("<[A-Z][A-Za-z]+ [^<>]*/>")]
    private static partial Regex Item();

    [GeneratedRegex("ive '(\\w+)' RAM at the board's addresses, PhysicalMemoryBase=\"(\\w+)\"")]
    private static partial Regex MemoryBase();

    [GeneratedRegex("EmulatedConsole=\"false\" for '(\\w+)'")]
    private static partial Regex Console();

    [GeneratedRegex("set HypervisorProfile to ([0-9.]+)")]
    private static partial Regex Version();
}

using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Partition.Building.Plans;
using Partition.Diagnostics;
using Partition.Hypervisors;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Survey;

/// <summary>A project as a user has it: guests with their devices, and the lines that messages proposed.</summary>
internal sealed class SurveyProject(Board board, IHypervisor hypervisor, string[] guests)
{
    // What is about suppliers; other advice (an allowance, a device left out) is a decision that no message takes off a user's hands.
    private static readonly string[] s_followed =
        ["HV2022", "HV2024", "HV2031", "HV2037", "HV2090", "HV2092", "HV5107", "HV5129", "HV5130", "HV5135"];

    private readonly List<XElement> _lines = [];
    private readonly Dictionary<(string Guest, string Metadatum), string> _settings = [];
    private string _profile = "";
    private readonly Lazy<TreeSoundness> _soundness = new(() => new(board.Document));

    /// <summary>The lines that the project has beside its guests.</summary>
    public int LineCount => _lines.Count(static line => line.Name.LocalName != "ClockRate") + _settings.Count + _profile.Length;

    /// <summary>
    /// Builds the project, and does what messages about suppliers say, word for word, until it builds or nothing is left to do.
    /// </summary>
    /// <param name="rounds">How often the project may be changed.</param>
    /// <returns>What is found at last, without what is only for information.</returns>
    public ImmutableArray<Diagnostic> BuildByAdvice(int rounds)
    {
        ImmutableArray<Diagnostic> found = Build();
        for (int round = 0; round < rounds && found.Any(Follow); round++)
        {
            foreach (Diagnostic finding in found.Skip(1).ToArray())
            {
                Follow(finding);
            }

            found = Build();
        }

        return found;
    }

    private bool Follow(Diagnostic finding)
    {
        if (!s_followed.Contains(finding.Code))
        {
            return false;
        }

        XElement[] added = [.. Advice.Of(finding).Where(line => !_lines.Exists(own => XNode.DeepEquals(own, line)))];
        foreach (XElement line in added)
        {
            Write(line);
        }

        bool isSet = false;
        foreach ((string guest, string metadatum, string value) in Advice.SettingsOf(finding))
        {
            isSet |= _settings.TryAdd((guest, metadatum), value);
        }

        return added.Length > 0 || isSet || (added.Length == 0 && FollowVersion(finding));
    }

    /// <summary>Writes a line; what earlier ones say of the same suppliers goes.</summary>
    private void Write(XElement line)
    {
        string[] named = NamesIn(line);
        foreach (XElement earlier in Lines("SupplierPolicy").Where(_ => line.Name.LocalName == "SupplierPolicy").ToArray())
        {
            earlier.SetAttributeValue("Include", string.Join("; ", NamesIn(earlier).Except(named)));
        }

        _lines.RemoveAll(static other => other.Name.LocalName == "SupplierPolicy" && NamesIn(other).Length == 0);
        _lines.Add(line);
    }

    private static string[] NamesIn(XElement line) =>
        Text(line, "Include").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Takes the newer version of Xen where nothing else is proposed.</summary>
    private bool FollowVersion(Diagnostic finding)
    {
        bool isNew = _profile.Length == 0 && Advice.VersionOf(finding) is { Length: > 0 };
        _profile = isNew ? Advice.VersionOf(finding) : _profile;
        return isNew;
    }

    /// <summary>Plans the project and makes its trees.</summary>
    /// <returns>What was found, without what is only for information.</returns>
    private ImmutableArray<Diagnostic> Build()
    {
        var request = new PartitionRequest(board, [.. guests.Select(ReadGuest)])
        {
            Policy = hypervisor.Policy.Ownership,
            Profile = _profile,
            SupplierPolicies =
            [
                .. Lines("SupplierPolicy").Select(static line => new SupplierPolicyRequest(
                    Text(line, "Include"), Text(line, "Owner"), Enum.Parse<DeviceAccess>(Text(line, "Others")), SourceSpan.None)),
            ],
            ClockRates =
            [
                .. Lines("ClockRate").Select(static line => new ClockRateRequest(
                    Text(line, "Include"), uint.Parse(Text(line, "Frequency"), CultureInfo.InvariantCulture), SourceSpan.None)),
            ],
        };
        PartitionEvaluation evaluation = PartitionEvaluation.Divide(hypervisor, request);
        var found = evaluation.Findings.ToList();
        if (!found.Exists(static finding => finding.Severity == DiagnosticSeverity.Error))
        {
            foreach (GuestPlan guest in evaluation.Plan.Guests)
            {
                var trees = new GuestTrees(
                    hypervisor.Trees.BuildOperatingSystemTree(guest),
                    hypervisor.Trees.TakesConfigTrees ? hypervisor.Trees.BuildConfigTree(guest, found) : null,
                    IsOwn: false,
                    []);
                found.AddRange(trees.Check(evaluation, guest));
                found.AddRange(_soundness.Value.Check(trees.OperatingSystem));
            }
        }

        return [.. found.Where(static finding => finding.Severity != DiagnosticSeverity.Information)];
    }

    private GuestRequest ReadGuest(string devices, int number)
    {
        string name = $"guest{number}";
        return new(name)
        {
            Devices = devices,
            Memory = ByteSize.FromMebibytes(64),
            PhysicalMemoryBase = _settings.TryGetValue((name, GuestMetadata.PhysicalMemoryBase), out string? place)
                && ByteSize.TryParse(place, out ByteSize address) ? address.Bytes : null,
            Metadata = _settings.Where(setting => setting.Key.Guest == name)
                .ToImmutableDictionary(static setting => setting.Key.Metadatum, static setting => setting.Value),
            Refinements =
            [
                .. Lines("GuestDevice").Where(line => Text(line, "Guest") == name).Select(static line =>
                    new GuestDeviceRequest(Text(line, "Include"), Enum.Parse<DeviceAccess>(Text(line, "Access")), SourceSpan.None)),
            ],
        };
    }

    private IEnumerable<XElement> Lines(string name) => _lines.Where(line => line.Name.LocalName == name);

    private static string Text(XElement line, string attribute) => (string?)line.Attribute(attribute) ?? "";
}

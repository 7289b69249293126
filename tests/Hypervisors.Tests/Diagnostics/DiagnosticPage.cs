using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Requests;
using Partition.Partitioning.Rules;

namespace Partition.Hypervisors.Tests.Diagnostics;

/// <summary>A page of <c>docs/diagnostics</c>: its words, and its example as something that can be built.</summary>
internal sealed partial class DiagnosticPage(string text)
{
    private readonly ILookup<string, string> _blocks = Fence().Matches(text)
        .ToLookup(static match => match.Groups[1].Value, static match => match.Groups[2].Value);

    public string Text => text;

    /// <summary>The message that the example gives.</summary>
    public string Message => _blocks[""].Single().TrimEnd();

    /// <summary>
    /// Builds the example: its guests, with files of the lengths it lists, on its board, which is the hypervisor's sample's when it shows
    /// none.
    /// </summary>
    public IEnumerable<Diagnostic> Build()
    {
        var diagnostics = new List<Diagnostic>();
        XElement project = XElement.Parse($"<Project>{_blocks["xml"].Single()}</Project>");
        if (HypervisorCatalog.Find((string?)project.Element("Hypervisor") ?? "Xvisor", diagnostics) is not { } hypervisor)
        {
            return diagnostics;
        }

        Board board = _blocks["dts"].SingleOrDefault() is { } source
            ? Source.Board(Expand(source))
            : hypervisor.Name == "Xen"
            ? XenBoard.Read()
            : SampleBoard.Read();
        PartitionPlan partition = PartitionPlanner.Plan(new PartitionRequest(
            board,
            [.. project.Elements("Guest").Select(guest => ReadGuest(project, guest))])
        {
            Policy = hypervisor.Policy.Ownership,
            Profile = (string?)project.Element("HypervisorProfile") ?? "",
            Allowances = [.. project.Elements("PartitionAllowance").Select(ReadAllowance)],
        });
        diagnostics.AddRange(hypervisor.Check(partition));
        foreach (GuestPlan plan in partition.Guests)
        {
            DeviceTreeDocument? config = _blocks["dts config"].SingleOrDefault() is { } own
                ? TestTrees.Compile(own)
                : hypervisor.Trees.BuildConfigTree(plan, diagnostics);
            diagnostics.AddRange(config is null ? [] : hypervisor.Trees.CheckConfigTree(plan, config));
        }

        if (hypervisor.Boot is not { } medium)
        {
            return diagnostics;
        }

        var request = new BootRequest("board", [.. partition.Guests.Select(WithFiles)]);
        diagnostics.AddRange(medium.BuildBootFiles(request).Diagnostics);
        medium.BuildHostTree(board.Document, request, diagnostics);
        foreach (string text in _blocks["script"])
        {
            diagnostics.AddRange(medium.CheckBootText(
                "/boot.xscript",
                text.TrimEnd('\n') + (text.EndsWith("\n\n", StringComparison.Ordinal) ? "\n" : ""),
                "boot.xscript"));
        }

        return diagnostics;
    }

    private static AllowanceRequest ReadAllowance(XElement item) => new(
        (string)item.Attribute("Include")!, (string)item.Attribute("Rule")!, (string)item.Attribute("Reason")!, SourceSpan.None);

    private GuestFiles WithFiles(GuestPlan plan)
    {
        Dictionary<string, string> files = _blocks["files"]
            .SelectMany(static block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(static line => line.Split(' ')[0], static line => line.Split(' ')[1], StringComparer.Ordinal);
        string treeName = files.Remove("OperatingSystemTreeName", out string? name) ? Expand(name) : "board.dtb";
        GuestKernelFormat kernelFormat = files.Remove("KernelFormat", out string? format) ? Enum.Parse<GuestKernelFormat>(format) : default;
        return new(
            plan,
            files.ToImmutableDictionary(
                static file => Enum.Parse<GuestFileKind>(file.Key),
                static file => ulong.Parse(file.Value, CultureInfo.InvariantCulture)),
            true,
            treeName)
        {
            KernelFormat = kernelFormat,
        };
    }

    private static GuestRequest ReadGuest(XElement project, XElement guest)
    {
        string name = (string)guest.Attribute("Include")!;
        var faults = new List<Diagnostic>();
        GuestRequest request = GuestRequestReader.Read(
            name,
            metadata => Expand((string?)guest.Attribute(metadata) ?? ""),
            ImmutableDictionary<string, SourceSpan>.Empty,
            [.. project.Elements("GuestDevice")
                .Where(device => (string?)device.Attribute("Guest") == name)
                .Select(device => GuestRequestReader.ReadRefinement(
                    Value(device, "Include"),
                    Value(device, "Access"),
                    SourceSpan.None,
                    SourceSpan.None,
                    "",
                    faults,
                    Value(device, "Backend")))],
            faults) with
        {
            VirtualDevices = [.. project.Elements("VirtualDevice")
                .Where(device => (string?)device.Attribute("Guest") == name)
                .Select(device => GuestRequestReader.ReadVirtualDevice(
                    Value(device, "Include"),
                    Value(device, "Type"),
                    Value(device, "Backend"),
                    SourceSpan.None,
                    faults))],
        };
        Assert.Empty(faults);
        return request;
    }

    private static string Value(XElement item, string attribute) => (string?)item.Attribute(attribute) ?? "";

    /// <summary>An ellipsis in an example stands for four thousand letters.</summary>
    private static string Expand(string text) => text.Replace("…", new string('x', 4000), StringComparison.Ordinal);

    [GeneratedRegex(@"^```([a-z ]*)\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Documents;
using Partition.Partitioning.Locking;
using Partition.Partitioning.Model;
using Partition.Partitioning.Requests;
using Partition.Partitioning.Rules;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Tests.Diagnostics;

/// <summary>A page of <c>docs/diagnostics</c>: its words, and its example as something that can be built.</summary>
internal sealed partial class DiagnosticPage(string text)
{
    private readonly ILookup<string, string> _blocks = Fence().Matches(text)
        .ToLookup(static match => match.Groups[1].Value, static match => match.Groups[2].Value);

    public string Text => text;

    /// <summary>The message that the example gives.</summary>
    public string Message => _blocks[""].Single().TrimEnd();

    /// <summary>Builds the example: its guests on its board, which is the sample's when it shows none, and its guest's own tree.</summary>
    public IEnumerable<Diagnostic> Build()
    {
        var diagnostics = new List<Diagnostic>();
        ImmutableArray<GuestRequest> guests = ReadGuests(diagnostics);
        Board board = _blocks["dts blob"].SingleOrDefault() is { } blob
            ? Board.Read(DeviceTreeBlob.Read(DeviceTreeBlob.Write(TestTrees.Compile(blob))).Document!)
            : _blocks["dts"].Concat(_blocks["dts board"]).SingleOrDefault() is { } source ? Source.Board(source)
            : SampleBoard.Read();
        PartitionPlan plan = PartitionPlanner.Plan(new PartitionRequest(board, guests)
        {
            Policy = _blocks.Contains("xml hypervisor") ? new HypervisorPolicy() : BareBoardPolicy.Instance,
            PageSize = PartitionRequest.ReadPageSize(Items().Element("PartitionPageSize")?.Value ?? "4K", SourceSpan.None, diagnostics),
            Allowances = [.. Items().Elements("PartitionAllowance").Select(static item =>
                new AllowanceRequest(Value(item, "Include"), Value(item, "Rule"), Value(item, "Reason"), SourceSpan.None))],
        });
        diagnostics.AddRange(plan.Diagnostics);
        foreach (string tree in _blocks["dts guest"])
        {
            diagnostics.AddRange(TreeAgreement.Compare(guests[0].Name, TestTrees.Compile(tree), TreeAgreement.RegionsOf(plan.Guests[0])));
        }

        foreach (string config in _blocks["dts config"])
        {
            diagnostics.AddRange(TreeAgreement.CompareWithPlan(
                plan,
                plan.Guests[0],
                [.. TestTrees.Compile(config).Root.Children.Select(ReadRegion)]));
        }

        foreach (string text in _blocks["json"])
        {
            PartitionLock? locked = PartitionLock.Read(text, SourceSpan.None, diagnostics);
            diagnostics.AddRange(locked?.Compare(PlanDocumentBuilder.Of(plan, []), SourceSpan.None) ?? []);
        }

        return diagnostics;
    }

    /// <summary>A region of a device, as the example writes it.</summary>
    private static GuestRegion ReadRegion(DeviceTreeNode node)
    {
        uint size = Cell("physical_size");
        return new(
            node.Name,
            new(Cell("guest_physical_addr"), size),
            [],
            GuestRegionKind.Device) { Host = new AddressRange(Cell("host_physical_addr"), size) };

        uint Cell(string name) => node.FindProperty(name)!.Value.TryReadCell(out uint cell) ? cell : 0;
    }

    private XElement Items() => XElement.Parse($"<ItemGroup>{_blocks["xml"].Concat(_blocks["xml hypervisor"]).Single()}</ItemGroup>");

    private ImmutableArray<GuestRequest> ReadGuests(List<Diagnostic> diagnostics)
    {
        XElement items = Items();
        string[] names = [.. items.Elements("Guest").Select(static guest => Value(guest, "Include"))];
        foreach (XElement device in items.Elements("GuestDevice"))
        {
            GuestRequestReader.CheckGuest(Value(device, "Include"), Value(device, "Guest"), SourceSpan.None, names, diagnostics);
        }

        foreach (XElement device in items.Elements("VirtualDevice"))
        {
            GuestRequestReader.ReadVirtualDevice(
                Value(device, "Include"),
                Value(device, "Type"),
                Value(device, "Backend"),
                SourceSpan.None,
                diagnostics);
        }

        return [.. items.Elements("Guest").Select(guest => GuestRequestReader.Read(
            Value(guest, "Include"),
            name => Value(guest, name),
            ImmutableDictionary<string, SourceSpan>.Empty,
            [.. items.Elements("GuestDevice")
                .Where(device => Value(device, "Guest") == Value(guest, "Include"))
                .Select(device => GuestRequestReader.ReadRefinement(
                    Value(device, "Include"),
                    Value(device, "Access"),
                    SourceSpan.None,
                    SourceSpan.None,
                    Value(device, "ClockFrequency"),
                    diagnostics))],
            diagnostics))];
    }

    private static string Value(XElement item, string metadata) => (string?)item.Attribute(metadata) ?? "";

    [GeneratedRegex(@"^```([a-z ]*)\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}

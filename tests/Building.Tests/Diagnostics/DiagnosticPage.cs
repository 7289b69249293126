using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Partition.Building.Plans;
using Partition.Building.Stages;
using Partition.DeviceTree.Blob;
using Partition.Diagnostics;
using Partition.Hypervisors;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;

namespace Partition.Building.Tests.Diagnostics;

/// <summary>A page of <c>docs/diagnostics</c>: its words, and its example as a project that can be built.</summary>
/// <param name="text">The page.</param>
/// <param name="hypervisor">The hypervisor of an example that names none.</param>
internal sealed partial class DiagnosticPage(string text, string hypervisor)
{
    private readonly ILookup<string, string> _blocks = Fence().Matches(text)
        .ToLookup(static match => match.Groups[1].Value, static match => match.Groups[2].Value);

    public string Text => text;

    /// <summary>A hypervisor that is none of those in the catalog, for rules that hold under any; otherwise those of the catalog.</summary>
    private ImmutableArray<IHypervisor> Hypervisors => IsForAnyHypervisor ? [new ToyHypervisor(new HypervisorPolicy())] : [];

    private bool IsForAnyHypervisor => _blocks.Contains("xml hypervisor");

    /// <summary>The message that the example gives.</summary>
    public string Message => _blocks[""].Single().TrimEnd();

    /// <summary>Builds the example: its guests, with trees of their own and files of the lengths that it lists, on its board.</summary>
    public IEnumerable<Diagnostic> Build()
    {
        using var folder = new TemporaryFolder();
        var session = new TestSession(folder.Path);
        PartitionProject project = ReadProject();
        WriteTree(folder, project, "DeviceTree", "dts guest");
        WriteTree(folder, project, "ConfigTree", "dts config");
        foreach (string clocks in _blocks["clocks"])
        {
            folder.Write("clk_summary.txt", clocks);
        }

        if (PartitionFixture.Of(session, project, ReadBoard(project), Hypervisors) is not { } built)
        {
            return session.Reported;
        }

        built.MakeTrees().LayOutBoot(
            DescribeFiles, hypervisor: Encoding.UTF8.GetBytes(_blocks["hypervisor"].SingleOrDefault("")));
        foreach (string locked in _blocks["json"])
        {
            folder.Write("partition.lock.json", locked);
            PlanStep.Run(session, new Stage(session, "PlanPartition"), new PlanRequest(project)
            {
                LockFile = "partition.lock.json",
                LockedMode = true,
                Directory = "obj/",
            });
        }

        return [.. built.Diagnostics, .. _blocks["script"].SelectMany(script => CheckScript(built.Hypervisor, script))];
    }

    private static IEnumerable<Diagnostic> CheckScript(IHypervisor hypervisor, string script) => hypervisor.Boot!.CheckBootText(
        "/boot.xscript",
        script.TrimEnd('\n') + (script.EndsWith("\n\n", StringComparison.Ordinal) ? "\n" : ""),
        "boot.xscript");

    /// <summary>Reads the example's properties and items.</summary>
    private PartitionProject ReadProject()
    {
        string items = _blocks["xml"].Concat(_blocks["xml hypervisor"]).Single();
        return ProjectText.Read(
            XElement.Parse($"<Project>{Expand(items)}</Project>"),
            "board.dts",
            IsForAnyHypervisor ? Hypervisors[0].Name : hypervisor);
    }

    /// <summary>The example's board, or else that of the hypervisor's sample.</summary>
    private Board ReadBoard(PartitionProject project) => _blocks["dts blob"].SingleOrDefault() is { } blob
        ? Board.Read(DeviceTreeBlob.Read(DeviceTreeBlob.Write(TestTrees.Compile(blob))).Document!)
        : _blocks["dts"].Concat(_blocks["dts board"]).SingleOrDefault() is { } source ? Board.Read(TestTrees.Compile(Expand(source)))
        : project.Hypervisor == "Xen" ? XenBoard.Read()
        : SampleBoard.Read();

    /// <summary>Writes a tree of the example under the name that its first guest gives it.</summary>
    private void WriteTree(TemporaryFolder folder, PartitionProject project, string metadata, string block)
    {
        foreach (string tree in _blocks[block])
        {
            folder.Write(project.Guests[0].GetMetadata(metadata), tree);
        }
    }

    private Dictionary<string, string> Files() => _blocks["files"]
        .SelectMany(static block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(static line => line.Split(' ')[0], static line => Expand(line.Split(' ')[1]), StringComparer.Ordinal);

    private GuestFiles DescribeFiles(GuestPlan plan)
    {
        Dictionary<string, string> files = Files();
        string treeName = files.Remove("OperatingSystemTreeName", out string? name) ? name : "board.dtb";
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

    /// <summary>An ellipsis in an example represents four thousand letters.</summary>
    private static string Expand(string text) => text.Replace("…", new string('x', 4000), StringComparison.Ordinal);

    [GeneratedRegex(@"^```([a-z ]*)\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();
}

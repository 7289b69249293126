using System.Collections.Immutable;
using System.Globalization;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Xvisor.Machine;
using Partition.Partitioning;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.RawTrees;
using Partition.Partitioning.Trees;

namespace Partition.Hypervisors.Tests.Support;

/// <summary>A partition built for Xvisor from the plan to the image, with files of given lengths in the place of kernels.</summary>
internal sealed class XvisorBuild
{
    private readonly Dictionary<(string Guest, GuestFileKind Kind), byte[]> _built = [];

    private XvisorBuild(PartitionPlan plan) => Plan = plan;

    public PartitionPlan Plan { get; }

    public List<Diagnostic> Diagnostics { get; } = [];

    public Dictionary<string, DeviceTreeDocument> ConfigTrees { get; } = new(StringComparer.Ordinal);

    public DeviceTreeDocument HostTree { get; private set; } = null!;

    public BootFileSet Boot { get; private set; } = null!;

    /// <summary>Builds.</summary>
    /// <param name="board">The board.</param>
    /// <param name="guests">The guests, each with the lengths of its files.</param>
    /// <param name="profile">The machine, when it is not the board's.</param>
    public static XvisorBuild Of(Board board, (GuestRequest Guest, (GuestFileKind Kind, int Length)[] Files)[] guests, string profile = "")
    {
        var build = new XvisorBuild(PartitionPlanner.Plan(new PartitionRequest(board, [.. guests.Select(static guest => guest.Guest)])
        {
            Policy = Builds.Xvisor.Policy.Ownership,
            Profile = profile,
        }));
        build.Diagnostics.AddRange(build.Plan.Diagnostics.Concat(Builds.Xvisor.Check(build.Plan)));
        GuestFiles[] files = [.. build.Plan.Guests.Select((plan, i) => build.Describe(plan, guests[i].Files))];
        var request = new BootRequest("board", [.. files]);
        build.Boot = Builds.Xvisor.Boot!.BuildBootFiles(request);
        build.Diagnostics.AddRange(build.Boot.Diagnostics);
        build.HostTree = Builds.Xvisor.Boot!.BuildHostTree(board.Document, request, build.Diagnostics);
        return build;
    }

    public IEnumerable<Diagnostic> Errors => Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>Boots it, as far as Xvisor's script goes.</summary>
    public XvisorPrompt Start()
    {
        Dictionary<string, byte[]> image = Boot.Files.ToDictionary(
            static file => file.TargetPath,
            file => file.Source == BootFileSource.Written ? [.. file.Content] : _built[(file.Guest, file.Kind)],
            StringComparer.Ordinal);
        bool isVirtual = !Builds.Xvisor.Policy.PatchesKernels(Plan);
        var prompt = new XvisorPrompt(image, RawTree.Read(DeviceTreeBlob.Write(HostTree)), Plan.Board.Cpus.Length, isVirtual);
        prompt.Run("/boot.xscript");
        return prompt;
    }

    private GuestFiles Describe(GuestPlan plan, (GuestFileKind Kind, int Length)[] files)
    {
        DeviceTreeDocument system = Builds.Xvisor.Trees.BuildOperatingSystemTree(plan);
        DeviceTreeDocument? config = Builds.Xvisor.Trees.BuildConfigTree(plan, Diagnostics);
        if (config is not null)
        {
            ConfigTrees.Add(plan.Name, config);
            Diagnostics.AddRange(Builds.Xvisor.Trees.CheckConfigTree(plan, config));
            Diagnostics.AddRange(TreeAgreement.Compare(plan.Name, system, Builds.Xvisor.Trees.ReadRegions(plan, config)));
            Diagnostics.AddRange(TreeAgreement.CompareWithPlan(Plan, plan, Builds.Xvisor.Trees.ReadRegions(plan, config)));
            _built[(plan.Name, GuestFileKind.ConfigTree)] = DeviceTreeBlob.Write(config);
        }

        _built[(plan.Name, GuestFileKind.OperatingSystemTree)] = DeviceTreeBlob.Write(system);
        foreach ((GuestFileKind kind, int length) in files)
        {
            _built[(plan.Name, kind)] = new byte[length];
        }

        (GuestFileKind Kind, byte[] Content)[] own = [.. _built
            .Where(file => file.Key.Guest == plan.Name)
            .Select(static file => (file.Key.Kind, file.Value))];
        return new(plan, own.ToImmutableDictionary(static file => file.Kind, static file => (ulong)file.Content.Length), true, "board.dtb")
        {
            Digests = own.ToImmutableDictionary(static file => file.Kind, static file => string.Create(
                CultureInfo.InvariantCulture, $"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(file.Content))}")),
        };
    }
}

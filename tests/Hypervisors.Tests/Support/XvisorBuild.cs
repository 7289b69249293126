using System.Collections.Immutable;
using System.Security.Cryptography;
using Partition.Building.Plans;
using Partition.DeviceTree.Blob;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Xvisor.Machine;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.RawTrees;

namespace Partition.Hypervisors.Tests.Support;

/// <summary>A partition for Xvisor and the image that it boots from, with files of given lengths in the place of kernels.</summary>
internal sealed class XvisorBuild
{
    private readonly Dictionary<(string Guest, GuestFileKind Kind), byte[]> _built = [];

    /// <summary>Builds.</summary>
    /// <param name="planned">The plan.</param>
    /// <param name="files">The lengths of each guest's files, in the order of the guests.</param>
    public XvisorBuild(PartitionFixture planned, (GuestFileKind Kind, int Length)[][] files)
    {
        Partition = planned.MakeTrees();
        foreach ((GuestPlan guest, (GuestFileKind Kind, int Length)[] own) in planned.Plan.Guests.Zip(files))
        {
            Array.ForEach(own, file => _built[(guest.Name, file.Kind)] = new byte[file.Length]);
        }

        Partition.LayOutBoot(Describe);
    }

    public PartitionFixture Partition { get; }

    public BootFileSet Boot => Partition.Boot!.Files;

    /// <summary>Builds for guests as they are after reading.</summary>
    public static XvisorBuild Of(Board board, params (GuestRequest Guest, (GuestFileKind Kind, int Length)[] Files)[] guests) =>
        new(
            PartitionFixture.Of(Builds.Xvisor, board, guests.Select(static guest => guest.Guest)),
            [.. guests.Select(static guest => guest.Files)]);

    /// <summary>Boots it, as far as Xvisor's script goes.</summary>
    public XvisorPrompt Start()
    {
        Dictionary<string, byte[]> image = Boot.Files.ToDictionary(
            static file => file.TargetPath,
            file => file.Source == BootFileSource.Written ? [.. file.Content] : _built[(file.Guest, file.Kind)],
            StringComparer.Ordinal);
        PartitionPlan plan = Partition.Plan;
        RawTree host = RawTree.Read(DeviceTreeBlob.Write(Partition.Boot!.HostTree));
        var prompt = new XvisorPrompt(image, host, plan.Board.Cpus.Length, hasVirtualization: !Builds.Xvisor.Policy.PatchesKernels(plan));
        prompt.Run("/boot.xscript");
        return prompt;
    }

    private GuestFiles Describe(GuestPlan plan)
    {
        if (Partition.Trees.GetValueOrDefault(plan.Name) is { } trees)
        {
            _built[(plan.Name, GuestFileKind.ConfigTree)] = DeviceTreeBlob.Write(trees.Config!);
            _built[(plan.Name, GuestFileKind.OperatingSystemTree)] = DeviceTreeBlob.Write(trees.OperatingSystem);
        }

        (GuestFileKind Kind, byte[] Content)[] own =
            [.. _built.Where(file => file.Key.Guest == plan.Name).Select(static file => (file.Key.Kind, file.Value))];
        return new(plan, own.ToImmutableDictionary(static file => file.Kind, static file => (ulong)file.Content.Length), true, "board.dtb")
        {
            Digests = own.ToImmutableDictionary(
                static file => file.Kind, static file => Convert.ToHexString(SHA256.HashData(file.Content))),
        };
    }
}

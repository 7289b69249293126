using System.Text;
using Partition.Building.FileSystems;
using Partition.Building.FileSystems.Roots;
using Partition.Building.Guests;
using Partition.Building.Items;
using Partition.Building.Kernels;
using Partition.Building.Stages;
using Partition.DeviceTree.Blob;
using Partition.Partitioning.Tests.Support;

namespace Partition.Building.Tests.Guests;

/// <summary>A guest whose kernel and root file system are built in a folder of their own, as a build does it.</summary>
internal sealed class GuestBuild : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>What the guest's item says besides the files that the SDK assigns.</summary>
    public Dictionary<string, string> Metadata { get; } = new(StringComparer.OrdinalIgnoreCase) { ["Memory"] = "64M" };

    /// <summary>The tree of the guest's operating system.</summary>
    public string Tree { get; init; } = GuestBoards.Arm;

    /// <summary>The guest's kernel.</summary>
    public byte[] Kernel { get; init; } = KernelBytes.ZImage;

    public string Hypervisor { get; init; } = "None";

    public string Compression { get; init; } = "none";

    /// <summary>The root file system: its <c>RootFile</c> items.</summary>
    public List<ProjectItem> Files { get; } = [];

    /// <summary>The root file system: its <c>RootLink</c> items.</summary>
    public List<ProjectItem> Links { get; } = [];

    /// <summary>The root file system: its <c>RootNode</c> items.</summary>
    public List<ProjectItem> Nodes { get; } = [];

    /// <summary>The names of all guests of the project.</summary>
    public string[] GuestNames { get; init; } = ["guest0"];

    /// <summary>Whether the last build packed the root file system.</summary>
    public bool HasPacked { get; private set; }

    /// <summary>A path of the guest's files.</summary>
    public string this[string path] => _folder[path];

    public GuestBuild Add(string path, string text, string mode = "0755") => Add(path, Encoding.UTF8.GetBytes(text), mode);

    public GuestBuild Add(string path, byte[] content, string mode = "0755")
    {
        string source = $"src{path}";
        _folder.Write(source, "");
        File.WriteAllBytes(_folder[source], content);
        Files.Add(ItemOf(source, ("TargetPath", path), ("Mode", mode)));
        return this;
    }

    public GuestBuild Link(string path, string target)
    {
        Links.Add(ItemOf(path, ("LinkTarget", target)));
        return this;
    }

    public GuestBuild Directory(string path)
    {
        Nodes.Add(ItemOf(path, ("Type", "d"), ("Mode", "0755")));
        return this;
    }

    public GuestBuild With(string name, string value)
    {
        Metadata[name] = value;
        return this;
    }

    /// <summary>Builds.</summary>
    /// <returns>What was found, without locations.</returns>
    public string[] Build(string guest = "guest0")
    {
        var session = new TestSession(_folder.Path);
        System.IO.Directory.CreateDirectory(_folder["bin"]);
        File.WriteAllBytes(_folder["bin/system.dtb"], DeviceTreeBlob.Write(TestTrees.Compile(Tree)));
        if (!File.Exists(_folder["kernel"]))
        {
            File.WriteAllBytes(_folder["kernel"], Kernel);
        }

        ProjectItem item = ItemOf(
            guest,
            [.. Metadata.Select(static pair => (pair.Key, pair.Value)),
                ("Kernel", "kernel"), ("KernelImage", "bin/Image"), ("OperatingSystemTreeFile", "bin/system.dtb")]);
        var stage = new Stage(session, "PatchGuestKernel");
        foreach (KernelRequest request in KernelRequest.Of(item, patchByDefault: false, "obj/"))
        {
            if (KernelStep.Run(session, stage, request, item) is { } kernel)
            {
                GuestBootStep.Run(session, stage, new(guest, kernel, Hypervisor, "obj/"), item);
            }
        }

        var pack = new Stage(session, "PackRootFileSystem");
        RootFileSystemStep.Run(
            session,
            pack,
            new("Root")
            {
                Guest = item,
                GuestNames = [.. GuestNames],
                Files = [.. Files],
                Links = [.. Links],
                Nodes = [.. Nodes],
                ListFile = "obj/rootfs.list",
            },
            Compression,
            "bin/rootfs.img",
            cachePath: "");
        HasPacked = pack.HasMade;
        return [.. session.Reported.Select(static found => (found with { Span = Partition.Diagnostics.SourceSpan.None }).ToString())];
    }

    public void Dispose() => _folder.Dispose();

    private static ProjectItem ItemOf(string identity, params (string Name, string Value)[] metadata) =>
        new(identity, metadata.ToDictionary(static pair => pair.Name, static pair => pair.Value, StringComparer.OrdinalIgnoreCase));
}

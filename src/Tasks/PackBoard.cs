using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Partition.Building.Publishing;

namespace Partition.Tasks;

/// <summary>
/// Works out what goes into a board support package: the sources of the board's trees, properties that use them, and what was built.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PackBoard : PartitionTask
{
    /// <summary>The trees, each with RecordFile.</summary>
    [Required] public ITaskItem[] Trees { get; set; } = [];

    /// <summary>The board's tree; empty for none.</summary>
    public string HostDeviceTree { get; set; } = "";

    /// <summary>The folder from which sources keep their places in the package.</summary>
    [Required] public string SourceRoot { get; set; } = "";

    /// <summary>The machine that QEMU is to be; empty for none.</summary>
    public string QemuMachine { get; set; } = "";

    /// <summary>The board's name.</summary>
    public string BoardName { get; set; } = "";

    /// <summary>Macros that the sources are compiled with.</summary>
    public string[] Defines { get; set; } = [];

    /// <summary>Folders for included files, with Prefix; those outside of <see cref="SourceRoot"/> are left out.</summary>
    public ITaskItem[] IncludeDirectories { get; set; } = [];

    /// <summary>What was built, each with RelativePath.</summary>
    public ITaskItem[] Outputs { get; set; } = [];

    /// <summary>The file of properties to write, named for the package.</summary>
    [Required] public string PropertiesFile { get; set; } = "";

    /// <summary>The files of the package, each with PackagePath.</summary>
    [Output] public ITaskItem[] PackageFiles { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        var step = new PackStep(Session, SourceRoot);
        var properties = new BoardProperties(
            step.RelativeTo(HostDeviceTree), QemuMachine, BoardName, [.. Defines], step.InsideRoot(ItemsOf(IncludeDirectories)));
        PackageFiles =
        [
            .. step.Run(ItemsOf(Trees), properties, ItemsOf(Outputs), PropertiesFile)
                .Select(static file => new TaskItem(file.Source, new Dictionary<string, string> { ["PackagePath"] = file.PackagePath })),
        ];
    }
}

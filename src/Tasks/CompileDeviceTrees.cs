using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Partition.Building.Items;
using Partition.Building.Stages;
using Partition.Building.Trees;

namespace Partition.Tasks;

/// <summary>Compiles the device trees and overlays of a project.</summary>
[MSBuildMultiThreadableTask]
public sealed class CompileDeviceTrees : StageTask
{
    /// <summary>The trees, each with OutputFile and RecordFile; the board's own has IsHost.</summary>
    public ITaskItem[] Trees { get; set; } = [];

    /// <summary>The overlays, each with Base, OutputFile, RecordFile and, where the merged tree is written, MergedFile.</summary>
    public ITaskItem[] Overlays { get; set; } = [];

    /// <summary>Directories searched for includes.</summary>
    public ITaskItem[] IncludeDirectories { get; set; } = [];

    /// <summary>Macros, <c>NAME</c> or <c>NAME=value</c>.</summary>
    public string[] Defines { get; set; } = [];

    /// <summary>The date that the macro <c>__DATE__</c> shows, in seconds since 1970.</summary>
    public string SourceDate { get; set; } = "";

    /// <summary>Which checks are made: none, default (dtc's), kernel or strict.</summary>
    public string WarningProfile { get; set; } = "";

    /// <summary>Single checks by dtc's names, after <c>no-</c> to switch one off.</summary>
    public string[] Checks { get; set; } = [];

    /// <summary>The hypervisor's own tree, which a later stage writes beside these; empty for none.</summary>
    public string HostTreeFile { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        ImmutableArray<ProjectItem> trees = ItemsOf(Trees);
        ImmutableArray<ProjectItem> overlays = ItemsOf(Overlays);
        if (!TreeOutputs.Check(Session, trees, overlays, HostTreeFile))
        {
            return;
        }

        ImmutableArray<ProjectItem> directories = ItemsOf(IncludeDirectories);
        Stage stage = Begin("CompileDeviceTree");
        foreach (ProjectItem tree in trees)
        {
            var options = new TreeOptions(
                [.. directories, .. ListOf(tree, "IncludeDirectories").Select(static directory => new ProjectItem(directory))],
                [.. Defines, .. ListOf(tree, "Defines")])
            {
                SourceDate = ReadDate(SourceDate),
            };
            DeviceTreeStep.Run(Session, stage, new(tree, options)
            {
                WarningProfile = WarningProfile,
                Checks = [.. Checks, .. ListOf(tree, "Checks")],
            });
        }

        Stage overlayStage = Begin("CompileDeviceTreeOverlay");
        foreach (ProjectItem overlay in overlays)
        {
            var options = new TreeOptions(directories, [.. Defines]) { SourceDate = ReadDate(SourceDate) };
            OverlayStep.Run(Session, overlayStage, new(overlay, options));
        }
    }

    private static string[] ListOf(ProjectItem item, string metadata) =>
        item.GetMetadata(metadata).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

using Partition.Building.Files;
using Partition.Building.Items;
using Partition.Building.Stages;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Overlays;
using Partition.Diagnostics;

namespace Partition.Building.Trees;

/// <summary>Compiles an overlay, checks it against the tree that it is made for, and applies it where that is asked for.</summary>
internal static class OverlayStep
{
    /// <summary>Makes an overlay, unless its record says that nothing has changed.</summary>
    public static void Run(BuildSession session, Stage stage, OverlayRequest request)
    {
        ProjectItem overlay = request.Overlay;
        stage.Run(overlay.Identity, overlay.GetMetadata("RecordFile"), request, work => Make(session, request, work));
    }

    private static void Make(BuildSession session, OverlayRequest request, StageWork work)
    {
        ProjectItem item = request.Overlay;
        SourceSpan span = session.Spans.SpanOf(item, "DeviceTreeOverlay", "");
        // A base without symbols has nothing that an overlay could refer to.
        var settings = new TreeSettings($"Base of overlay '{item.Identity}':", span) { Symbols = true };
        CompiledTree? tree = TreeCompiler.Compile(session, item.GetMetadata("Base"), request.Options, settings);
        CompiledTree? overlay = TreeCompiler.Compile(session, item.Identity, request.Options, settings with { What = "DeviceTreeOverlay" });
        if (tree is null || overlay is null)
        {
            return;
        }

        work.HasRead(overlay.Read);
        work.HasRead(tree.Read);
        OverlayResult merged = OverlayApplication.Apply(tree.Document, overlay.Document);
        if (!session.Report(merged.Diagnostics))
        {
            return;
        }

        if (item.GetMetadata("MergedFile") is { Length: > 0 } mergedFile)
        {
            Write(mergedFile, DeviceTreeBlob.Write(merged.Document!, new BlobOptions { Strings = merged.Strings }));
        }

        Write(item.GetMetadata("OutputFile"), DeviceTreeBlob.Write(overlay.Document));

        void Write(string file, byte[] blob)
        {
            AtomicFile.Write(session.Root(file), blob);
            work.HasWritten(file);
        }
    }
}

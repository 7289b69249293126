using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.Building.Stages;
using Partition.DeviceTree.Blob;
using Partition.Diagnostics;
using Partition.Partitioning.Units;

namespace Partition.Building.Trees;

/// <summary>Compiles a device tree source to a blob.</summary>
internal static class DeviceTreeStep
{
    private const ulong MaxPadding = 16 << 20;

    /// <summary>Compiles a tree, unless its record says that nothing has changed.</summary>
    public static void Run(BuildSession session, Stage stage, DeviceTreeRequest request)
    {
        ProjectItem tree = request.Tree;
        stage.Run(tree.Identity, tree.GetMetadata("RecordFile"), request, work => Make(session, request, work));
    }

    private static void Make(BuildSession session, DeviceTreeRequest request, StageWork work)
    {
        ProjectItem item = request.Tree;
        bool isHost = session.ReadFlag(item, "DeviceTree", "IsHost");
        SourceSpan span = isHost ? session.SpanOfProperty("HostDeviceTree") : session.Spans.SpanOf(item, "DeviceTree", "");
        string own = item.GetMetadata("WarningProfile");
        SourceSpan profileSpan = own.Length > 0
            ? session.Spans.SpanOf(item, "DeviceTree", "WarningProfile")
            : session.SpanOfProperty("WarningProfile");
        var settings = new TreeSettings(isHost ? "HostDeviceTree" : "DeviceTree", span)
        {
            Symbols = session.ReadFlag(item, "DeviceTree", "Symbols"),
            Checks = CheckOptions.Read(own.Length > 0 ? own : request.WarningProfile, request.Checks, profileSpan, session.Report),
        };
        int padding = ReadPadding(session, item);
        if (TreeCompiler.Compile(session, item.Identity, request.Options, settings) is not { } tree)
        {
            return;
        }

        work.HasRead(tree.Read);
        string output = item.GetMetadata("OutputFile");
        AtomicFile.Write(session.Root(output), DeviceTreeBlob.Write(tree.Document, new BlobOptions { Padding = padding }));
        work.HasWritten(output);
        if (isHost && !settings.Symbols)
        {
            BoardTree.Keep(session, item.Identity, request.Options, tree);
        }
    }

    private static int ReadPadding(BuildSession session, ProjectItem item)
    {
        string text = item.GetMetadata("Padding");
        if (text.Length == 0)
        {
            return 0;
        }

        if (ByteSize.TryParse(text, out ByteSize padding) && padding.Bytes <= MaxPadding)
        {
            return (int)padding.Bytes;
        }

        session.Report(HostDiagnostics.InvalidValue(
            session.Spans.SpanOf(item, "DeviceTree", "Padding"),
            $"Padding of '{item.Identity}'",
            "size",
            text,
            "a number of bytes up to 16M, or one with K or M, such as 1024 or 4K"));
        return 0;
    }
}

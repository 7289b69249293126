using System.Globalization;
using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.Building.Stages;
using Partition.DeviceTree.Blob;
using Partition.Diagnostics;

namespace Partition.Building.Trees;

/// <summary>Compiles a device tree source to a blob.</summary>
internal static class DeviceTreeStep
{
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
        string profile = item.GetMetadata("WarningProfile") is { Length: > 0 } own ? own : request.WarningProfile;
        var settings = new TreeSettings(isHost ? "HostDeviceTree" : "DeviceTree", span)
        {
            Symbols = session.ReadFlag(item, "DeviceTree", "Symbols"),
            Checks = CheckOptions.Read(profile, request.Checks, span, session.Report),
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
        int padding = 0;
        if (text.Length == 0 || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out padding))
        {
            return padding;
        }

        session.Report(HostDiagnostics.InvalidNumber(
            session.Spans.SpanOf(item, "DeviceTree", "Padding"), $"Padding of '{item.Identity}'", text, "1024"));
        return 0;
    }
}

using System.Collections.Immutable;
using System.Text;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Xvisor;

/// <summary>Lays out the disk image: a script that Xvisor runs, and for each guest its trees, its files and where they go.</summary>
internal sealed class BootFileBuilder
{
    private const string ScriptPath = "/boot.xscript";

    private readonly BootRequest _request;
    private readonly BootPaths _paths;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly ImmutableArray<BootFile>.Builder _files = ImmutableArray.CreateBuilder<BootFile>();

    private BootFileBuilder(BootRequest request)
    {
        _request = request;
        _paths = new BootPaths(request);
    }

    public static BootFileSet Build(BootRequest request)
    {
        var builder = new BootFileBuilder(request);
        builder._files.Add(BootFile.Written(ScriptPath, BootScript.Write(request, builder._paths, builder._diagnostics)));
        builder._files.Add(BootFile.Written(HostTree.BannerPath, Banner.Write(request)));
        foreach (GuestFiles guest in request.Guests)
        {
            builder.AddGuest(guest);
        }

        return new(builder._files.ToImmutable(), [.. builder._diagnostics]);
    }

    private void AddGuest(GuestFiles guest)
    {
        GuestPlan plan = guest.Plan;
        _files.Add(BootFile.Built(_paths.ConfigTree(guest), plan.Name, GuestFileKind.ConfigTree));
        if (guest.Lengths.TryGetValue(GuestFileKind.ConfigTree, out ulong length) && length > XvisorLimits.LargestConfigTree)
        {
            _diagnostics.Add(XvisorDiagnostics.ConfigTreeTooLarge(
                plan.Request.SpanOf(GuestMetadata.Devices), plan.Name, (int)length, XvisorLimits.LargestConfigTree));
        }

        bool hasFirmware = guest.Lengths.ContainsKey(GuestFileKind.Firmware);
        if (!hasFirmware && !guest.Lengths.ContainsKey(GuestFileKind.Kernel))
        {
            _diagnostics.Add(XvisorDiagnostics.NoKernel(plan.Request.SpanOf(""), plan.Name));
            return;
        }

        // A board without a profile is told where the guest's tree is made.
        if (MachineProfiles.Of(plan) is not { } profile)
        {
            return;
        }

        if (GuestFlash.FindRange(plan, profile) is not { } flash)
        {
            _diagnostics.Add(XvisorDiagnostics.NoFlash(plan.Request.SpanOf(GuestMetadata.Devices), plan.Name));
            return;
        }

        // A guest without a firmware starts its kernel at reset, so that one stands where the firmware would.
        GuestFileKind first = hasFirmware ? GuestFileKind.Firmware : GuestFileKind.Kernel;
        CheckFirmware(guest, first);
        FlashLayout layout = FlashLayout.Place(guest, flash, first, _diagnostics);
        AddLoadedFiles(guest, profile, layout, first, hasFirmware && guest.Lengths.ContainsKey(GuestFileKind.Kernel));
    }

    private void AddLoadedFiles(GuestFiles guest, MachineProfile profile, FlashLayout layout, GuestFileKind first, bool bootsLinux)
    {
        int before = _files.Count;
        var list = new StringBuilder();
        foreach ((GuestFileKind kind, ulong address) in layout.Files)
        {
            string name = GuestFileNames.Of(kind == first ? GuestFileKind.Firmware : kind, guest);
            (string path, bool isStored) = _paths.Store(guest, kind, name);
            list.AppendUnixLine($"0x{address:x8} {(isStored ? $"./{name}" : path)}");
            if (isStored)
            {
                _files.Add(BootFile.Built(path, guest.Plan.Name, kind));
            }

            if (kind == first && bootsLinux)
            {
                list.AppendUnixLine($"0x{layout.Start + FlashLayout.CommandListOffset:x8} ./cmdlist");
                _files.Add(BootFile.Written($"{_paths.Folder(guest)}/cmdlist", CommandList.Write(guest, profile, layout, _diagnostics)));
            }
        }

        if (list.Length > XvisorLimits.LongestLine)
        {
            _diagnostics.Add(XvisorDiagnostics.LoadListTooLong(
                guest.Plan.Request.SpanOf(""),
                guest.Plan.Name,
                list.Length,
                XvisorLimits.LongestLine));
        }

        _files.Add(BootFile.Written(_paths.LoadList(guest), list.ToString()));
        CheckNames(guest, _files.Skip(before).Select(static file => file.TargetPath));
    }

    private void CheckNames(GuestFiles guest, IEnumerable<string> paths)
    {
        string[] all = [.. paths];
        if (Array.Find(all, static path => path.Any(char.IsWhiteSpace)) is { } blank)
        {
            _diagnostics.Add(XvisorDiagnostics.NameWithBlank(guest.Plan.Request.SpanOf(""), guest.Plan.Name, blank));
        }

        if (Array.Find(
            all,
            static path =>
                path.Length > XvisorLimits.LongestPath
                    || path.Split('/').Any(static name => name.Length > XvisorLimits.LongestFileName)) is { } tooLong)
        {
            _diagnostics.Add(XvisorDiagnostics.PathTooLong(
                guest.Plan.Request.SpanOf(""), guest.Plan.Name, tooLong, XvisorLimits.LongestFileName, XvisorLimits.LongestPath));
        }
    }

    private void CheckFirmware(GuestFiles guest, GuestFileKind first)
    {
        ulong length = guest.Lengths[first];
        if (first == GuestFileKind.Firmware && length > FlashLayout.CommandListOffset)
        {
            _diagnostics.Add(XvisorDiagnostics.FirmwareTooLarge(
                guest.Plan.Request.SpanOf(GuestMetadata.Firmware), guest.Plan.Name, length, FlashLayout.CommandListOffset));
        }
    }
}

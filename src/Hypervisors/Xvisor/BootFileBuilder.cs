using System.Collections.Immutable;
using System.Text;
using Partition.DeviceTree;
using Partition.Slicing;

namespace Partition.Hypervisors.Xvisor;

/// <summary>Lays out the disk image: a script that Xvisor runs, and for each guest its trees, its files and where they go.</summary>
internal sealed class BootFileBuilder
{
    private const string ScriptPath = "/boot.xscript";
    private const string ImageFolder = "/images/arm32";
    private const int LongestLoadList = 4095; // Xvisor reads it in one piece of 4 KiB, with a zero behind it.

    private readonly BootRequest _request;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly ImmutableArray<BootFile>.Builder _files = ImmutableArray.CreateBuilder<BootFile>();

    private BootFileBuilder(BootRequest request) => _request = request;

    public static BootFileSet Build(BootRequest request)
    {
        var builder = new BootFileBuilder(request);
        builder._files.Add(BootFile.Written(ScriptPath, builder.WriteScript()));
        foreach (GuestFiles guest in request.Guests)
        {
            builder.AddGuest(guest);
        }

        return new(builder._files.ToImmutable(), [.. builder._diagnostics]);
    }

    private string WriteScript()
    {
        var script = new StringBuilder();
        foreach (GuestFiles guest in _request.Guests)
        {
            script.AppendUnixLine($"# {guest.Plan.Name}: {new ByteSize(guest.Plan.Memory.Size)} of RAM, {guest.Plan.Devices.Length} devices");
            script.AppendUnixLine($"vfs guest_fdt_load {guest.Plan.Name} {ConfigTreePath(guest)} {guest.Plan.Cpus.Length}");
            script.AppendUnixLine($"guest create {guest.Plan.Name}");
            script.AppendUnixLine($"vfs guest_load_list {guest.Plan.Name} {Folder(guest)}/nor_flash.list");
        }

        foreach (GuestFiles guest in _request.Guests.Where(static guest => guest.AutoStart))
        {
            script.AppendUnixLine($"guest kick {guest.Plan.Name}");
        }

        // The terminal goes to the first guest that runs; Escape, x, q brings Xvisor's prompt back.
        if (_request.Guests.FirstOrDefault(static guest => guest.AutoStart) is { } shown && ConsoleOf(shown.Plan) is { } console)
        {
            script.AppendUnixLine($"vserial bind {shown.Plan.Name}/{console}");
        }

        return script.ToString();
    }

    private void AddGuest(GuestFiles guest)
    {
        GuestPlan plan = guest.Plan;
        _files.Add(BootFile.Built(ConfigTreePath(guest), plan.Name, GuestFileKind.ConfigTree));
        if (guest.Lengths.TryGetValue(GuestFileKind.ConfigTree, out ulong length) && length > MachineProfile.LargestConfigTree)
        {
            _diagnostics.Add(XvisorDiagnostics.ConfigTreeTooLarge(plan.Request.SpanOf("Devices"), plan.Name, (int)length, MachineProfile.LargestConfigTree));
        }

        bool hasFirmware = guest.Lengths.ContainsKey(GuestFileKind.Firmware);
        if (!hasFirmware && !guest.Lengths.ContainsKey(GuestFileKind.Kernel))
        {
            _diagnostics.Add(XvisorDiagnostics.NoKernel(plan.Request.SpanOf(""), plan.Name));
            return;
        }

        if (GuestFlash.FindRange(plan) is not { } flash)
        {
            _diagnostics.Add(XvisorDiagnostics.NoFlash(plan.Request.SpanOf("Devices"), plan.Name));
            return;
        }

        // A guest without a firmware starts its kernel at reset, so that one stands where the firmware would.
        GuestFileKind first = hasFirmware ? GuestFileKind.Firmware : GuestFileKind.Kernel;
        CheckFirmware(guest, first);
        FlashLayout layout = FlashLayout.Place(guest, flash, first, _diagnostics);
        AddLoadedFiles(guest, layout, first, hasFirmware && guest.Lengths.ContainsKey(GuestFileKind.Kernel));
    }

    private void AddLoadedFiles(GuestFiles guest, FlashLayout layout, GuestFileKind first, bool bootsLinux)
    {
        var list = new StringBuilder();
        foreach ((GuestFileKind kind, ulong address) in layout.Files)
        {
            string name = GuestFileNames.Of(kind == first ? GuestFileKind.Firmware : kind, guest);
            list.AppendUnixLine($"0x{address:x8} ./{name}");
            _files.Add(BootFile.Built($"{Folder(guest)}/{name}", guest.Plan.Name, kind));
            if (kind == first && bootsLinux)
            {
                list.AppendUnixLine($"0x{layout.Start + FlashLayout.CommandListOffset:x8} ./cmdlist");
                _files.Add(BootFile.Written($"{Folder(guest)}/cmdlist", CommandList.Write(guest, layout, _diagnostics)));
            }
        }

        if (list.Length > LongestLoadList)
        {
            _diagnostics.Add(XvisorDiagnostics.LoadListTooLong(guest.Plan.Request.SpanOf(""), guest.Plan.Name, list.Length, LongestLoadList));
        }

        if (_files.FirstOrDefault(static file => file.TargetPath.Any(char.IsWhiteSpace)) is { } blank)
        {
            _diagnostics.Add(XvisorDiagnostics.NameWithBlank(guest.Plan.Request.SpanOf(""), guest.Plan.Name, blank.TargetPath));
        }

        _files.Add(BootFile.Written($"{Folder(guest)}/nor_flash.list", list.ToString()));
    }

    private void CheckFirmware(GuestFiles guest, GuestFileKind first)
    {
        ulong length = guest.Lengths[first];
        if (first == GuestFileKind.Firmware && length > FlashLayout.CommandListOffset)
        {
            _diagnostics.Add(XvisorDiagnostics.FirmwareTooLarge(
                guest.Plan.Request.SpanOf("Firmware"), guest.Plan.Name, length, FlashLayout.CommandListOffset));
        }
    }

    /// <summary>The name of the serial port that the guest talks on, as Xvisor knows it.</summary>
    private static string? ConsoleOf(GuestPlan plan) =>
        SerialPorts.FindConsole(plan.Board, plan.Devices.Select(static owned => owned.Device)) is { } port ? AddressSpace.NameOf(port) : null;

    /// <summary>One guest has the folder of the board to itself; several have one each in it.</summary>
    private string Folder(GuestFiles guest) => _request.Guests.Length == 1
        ? $"{ImageFolder}/{_request.BoardName}"
        : $"{ImageFolder}/{_request.BoardName}/{guest.Plan.Name}";

    private string ConfigTreePath(GuestFiles guest) => _request.Guests.Length == 1
        ? $"{ImageFolder}/{_request.BoardName}-guest.dtb"
        : $"{ImageFolder}/{_request.BoardName}-{guest.Plan.Name}.dtb";
}

using System.Collections.Immutable;
using System.Globalization;
using Partition.Diagnostics;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Requests;

/// <summary>Reads what a project's metadata say of a guest.</summary>
internal static class GuestRequestReader
{
    /// <summary>What Windows keeps for devices and gives to no file or folder.</summary>
    private static readonly string[] s_deviceNames =
    [
        "con", "prn", "aux", "nul",
        .. Enumerable.Range(0, 10).SelectMany(static number => (string[])[$"com{number}", $"lpt{number}"]),
    ];

    /// <summary>How much RAM a guest gets when the project does not say.</summary>
    public static ByteSize DefaultMemory { get; } = ByteSize.TryParse(GuestMetadata.Defaults.Memory, out ByteSize size)
        ? size
        : throw new FormatException(GuestMetadata.Defaults.Memory);

    /// <summary>How much RAM a guest has by the text of its metadatum Memory; the default when that is not given or not a size.</summary>
    public static ByteSize MemoryOf(string text) => ByteSize.TryParse(text, out ByteSize size) ? size : DefaultMemory;

    /// <summary>Reads a guest.</summary>
    /// <param name="name">The guest's name.</param>
    /// <param name="metadata">The text of a metadatum by its name; empty when it is not given.</param>
    /// <param name="spans">Where the project gives each metadatum, and the item under an empty name.</param>
    /// <param name="refinements">The guest's single devices.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    /// <param name="isFromList">Whether the project names several guests at once, with ';' between them.</param>
    /// <returns>The guest, with defaults in the place of what could not be read.</returns>
    public static GuestRequest Read(
        string name,
        Func<string, string> metadata,
        ImmutableDictionary<string, SourceSpan> spans,
        ImmutableArray<GuestDeviceRequest> refinements,
        ICollection<Diagnostic> diagnostics,
        bool isFromList = false)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var guest = new GuestRequest(name)
        {
            Metadata = ReadTexts(metadata),
            Spans = spans,
            Refinements = refinements,
            KernelArguments = JoinLines(metadata(GuestMetadata.KernelArguments)),
        };
        if (!IsGuestName(name))
        {
            diagnostics.Add(GuestDiagnostics.InvalidGuestName(
                guest.SpanOf(""), name, isFromList || name.AsSpan().ContainsAny('\'', '"')));
        }

        guest = guest with
        {
            Memory = ReadSize(guest, GuestMetadata.Memory, diagnostics) ?? DefaultMemory,
            MemoryBase = ReadSize(guest, GuestMetadata.MemoryBase, diagnostics)?.Bytes,
            PhysicalMemoryBase = ReadSize(guest, GuestMetadata.PhysicalMemoryBase, diagnostics)?.Bytes,
            CpuAffinity = ReadAffinity(guest, diagnostics),
            ExclusiveCpus = ReadSwitch(guest, GuestMetadata.ExclusiveCpus, diagnostics),
            Cpus = ReadCpus(guest, diagnostics),
            Devices = guest.TextOf(GuestMetadata.Devices) is { Length: > 0 } devices ? devices : GuestMetadata.Defaults.Devices,
        };
        // Read by later stages, and checked here, where all that a project says of guests is.
        _ = ReadSwitch(guest, GuestMetadata.PatchKernel, diagnostics);
        _ = ReadSwitch(guest, GuestMetadata.PatchConditional, diagnostics);
        _ = ReadSwitch(guest, GuestMetadata.AutoStart, diagnostics);
        foreach (Diagnostic wrong in HypervisorSettingChecks.Check(guest))
        {
            diagnostics.Add(wrong);
        }

        return guest;
    }

    /// <summary>Reads how a project refines a device of a guest.</summary>
    /// <param name="device">The device as the project names it.</param>
    /// <param name="access">The text of its metadatum Access; empty when it is not given.</param>
    /// <param name="span">Where the project speaks of the device.</param>
    /// <param name="accessSpan">Where the project gives Access.</param>
    /// <param name="clockFrequency">The text of its metadatum ClockFrequency, in hertz; empty when it is not given.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    /// <param name="backend">The text of its metadatum Backend; empty when it is not given.</param>
    /// <param name="clockSpan">Where the project gives ClockFrequency, when that is known.</param>
    /// <param name="enable">The text of its metadatum Enable; empty when it is not given.</param>
    /// <param name="enableSpan">Where the project gives Enable, when that is known.</param>
    public static GuestDeviceRequest ReadRefinement(
        string device,
        string access,
        SourceSpan span,
        SourceSpan accessSpan,
        string clockFrequency,
        ICollection<Diagnostic> diagnostics,
        string backend = "",
        SourceSpan clockSpan = default,
        string enable = "",
        SourceSpan enableSpan = default)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(clockFrequency);
        ArgumentNullException.ThrowIfNull(diagnostics);
        DeviceAccess value = DeviceAccess.Default;
        if (access.Length > 0 && !Choice.TryParse(access, out value))
        {
            diagnostics.Add(GuestDiagnostics.InvalidAccess(accessSpan, device, access));
        }

        uint rate = 0;
        if (clockFrequency.Length > 0
            && !(uint.TryParse(clockFrequency, NumberStyles.None, CultureInfo.InvariantCulture, out rate) && rate > 0))
        {
            diagnostics.Add(GuestDiagnostics.InvalidRate(clockSpan.HasFile ? clockSpan : span, device, clockFrequency));
        }

        if (enable.Length > 0 && !Flag.TryParse(enable, out _))
        {
            diagnostics.Add(GuestDiagnostics.InvalidEnable(enableSpan.HasFile ? enableSpan : span, device, enable));
        }

        return new(device, value, span)
        {
            ClockFrequency = rate > 0 ? rate : null,
            Backend = backend,
            Enable = Flag.Read(enable, otherwise: false),
        };
    }

    /// <summary>Reads a device that no board has.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">The text of its metadatum Type.</param>
    /// <param name="backend">The text of its metadatum Backend; empty when it is not given.</param>
    /// <param name="span">Where the project asks for it.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    /// <param name="typeSpan">Where the project gives Type, when that is known.</param>
    public static VirtualDeviceRequest ReadVirtualDevice(
        string name,
        string type,
        string backend,
        SourceSpan span,
        ICollection<Diagnostic> diagnostics,
        SourceSpan typeSpan = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(diagnostics);
        bool isKind = Choice.TryParse(type, out VirtualDeviceKind kind);
        if (!isKind)
        {
            diagnostics.Add(GuestDiagnostics.InvalidVirtualKind(
                typeSpan.HasFile ? typeSpan : span, name, type, Enum.GetNames<VirtualDeviceKind>()));
        }
        else if (!IsName(name))
        {
            diagnostics.Add(GuestDiagnostics.InvalidVirtualName(span, name));
        }

        return new(name, kind, backend, span);
    }

    /// <summary>Checks that a refinement is meant for a guest that there is.</summary>
    /// <param name="device">The device as the project names it.</param>
    /// <param name="guest">The guest it is meant for.</param>
    /// <param name="span">Where the project says so.</param>
    /// <param name="guests">The names of all guests.</param>
    /// <param name="diagnostics">Takes the fault.</param>
    public static void CheckGuest(
        string device,
        string guest,
        SourceSpan span,
        IReadOnlyCollection<string> guests,
        ICollection<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(guests);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (!guests.Contains(guest, StringComparer.OrdinalIgnoreCase))
        {
            diagnostics.Add(GuestDiagnostics.UnknownGuest(span, device, guest, NearestName.Find(guest, guests)));
        }
    }

    private static ImmutableDictionary<string, string> ReadTexts(Func<string, string> metadata) => GuestMetadata.All
        .Select(name => KeyValuePair.Create(name, metadata(name)))
        .Where(static given => given.Value.Length > 0)
        .ToImmutableDictionary();

    private static ByteSize? ReadSize(GuestRequest guest, string field, ICollection<Diagnostic> diagnostics)
    {
        string text = guest.TextOf(field);
        if (text.Length == 0)
        {
            return null;
        }

        string? proposal = field == GuestMetadata.Memory ? ByteSize.ProposeUnit(text) : null;
        bool mayBeZero = field is GuestMetadata.MemoryBase or GuestMetadata.PhysicalMemoryBase;
        if (ByteSize.TryParse(text, out ByteSize size) && (mayBeZero || size.Bytes > 0) && proposal is null)
        {
            return size;
        }

        diagnostics.Add(GuestDiagnostics.InvalidSize(guest.SpanOf(field), guest.Name, field, text, proposal));
        return null;
    }

    private static int ReadCpus(GuestRequest guest, ICollection<Diagnostic> diagnostics)
    {
        string text = guest.TextOf(GuestMetadata.Cpus);
        if (text.Length == 0)
        {
            return GuestMetadata.Defaults.Cpus;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int cpus) && cpus > 0)
        {
            return cpus;
        }

        diagnostics.Add(GuestDiagnostics.InvalidCpus(guest.SpanOf(GuestMetadata.Cpus), guest.Name, text));
        return GuestMetadata.Defaults.Cpus;
    }

    /// <summary>Reads a list of CPU numbers, <c>0,2-3</c>.</summary>
    private static ImmutableArray<int> ReadAffinity(GuestRequest guest, ICollection<Diagnostic> diagnostics)
    {
        const int most = 4096; // No board has more; a slip of the finger is not to fill the memory.
        string text = guest.TextOf(GuestMetadata.CpuAffinity);
        var cpus = new SortedSet<int>();
        foreach (string part in text.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = part.Split('-', 2, StringSplitOptions.TrimEntries);
            if (!int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
                || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last) || last < first || last >= most)
            {
                diagnostics.Add(GuestDiagnostics.InvalidAffinity(guest.SpanOf(GuestMetadata.CpuAffinity), guest.Name, text));
                return [];
            }

            cpus.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        return [.. cpus];
    }

    private static bool ReadSwitch(GuestRequest guest, string field, ICollection<Diagnostic> diagnostics)
    {
        string text = guest.TextOf(field);
        if (text.Length > 0 && !Flag.TryParse(text, out _))
        {
            diagnostics.Add(GuestDiagnostics.InvalidSwitch(guest.SpanOf(field), guest.Name, field, text));
        }

        return Flag.Read(text, otherwise: false);
    }

    /// <summary>A project may break a long command line into lines; a kernel's is one.</summary>
    private static string JoinLines(string text) =>
        string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>
    /// A guest's name is also that of a folder, on Windows too, and an argument of programs, which would take it for an option.
    /// </summary>
    private static bool IsGuestName(string name) =>
        IsName(name) && name[0] != '-' && !s_deviceNames.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>A guest's name becomes a node name, a file name and a word of the hypervisor's command line.</summary>
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 31 && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}

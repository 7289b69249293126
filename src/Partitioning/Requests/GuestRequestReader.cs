using System.Collections.Immutable;
using System.Globalization;
using Partition.Diagnostics;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Requests;

/// <summary>Reads what a project's metadata say of a guest.</summary>
internal static class GuestRequestReader
{
    /// <summary>How much RAM a guest gets when the project does not say.</summary>
    public static ByteSize DefaultMemory { get; } = ByteSize.FromMebibytes(96);

    /// <summary>Reads a guest.</summary>
    /// <param name="name">The guest's name.</param>
    /// <param name="metadata">The text of a metadatum by its name; empty when it is not given.</param>
    /// <param name="spans">Where the project gives each metadatum, and the item under an empty name.</param>
    /// <param name="refinements">The guest's single devices.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    /// <returns>The guest, with defaults in the place of what could not be read.</returns>
    public static GuestRequest Read(
        string name,
        Func<string, string> metadata,
        ImmutableDictionary<string, SourceSpan> spans,
        ImmutableArray<GuestDeviceRequest> refinements,
        ICollection<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(diagnostics);
        var guest = new GuestRequest(name) { Spans = spans, Refinements = refinements, KernelArguments = JoinLines(metadata("KernelArguments")) };
        if (!IsName(name))
        {
            diagnostics.Add(GuestDiagnostics.InvalidGuestName(guest.SpanOf(""), name));
        }

        return guest with
        {
            Memory = ReadSize(guest, metadata, "Memory", diagnostics) ?? DefaultMemory,
            MemoryBase = ReadSize(guest, metadata, "MemoryBase", diagnostics)?.Bytes,
            PhysicalMemoryBase = ReadSize(guest, metadata, "PhysicalMemoryBase", diagnostics)?.Bytes,
            CpuAffinity = ReadAffinity(guest, metadata, diagnostics),
            ExclusiveCpus = ReadSwitch(guest, metadata, "ExclusiveCpus", diagnostics),
            Cpus = ReadCpus(guest, metadata, diagnostics),
            Devices = metadata("Devices") is { Length: > 0 } devices ? devices : "*",
            Priority = ReadNumber(guest, metadata, "Priority", 7, diagnostics),
            TimeSlice = ReadTimeSlice(guest, metadata, diagnostics),
            BootDelay = ReadNumber(guest, metadata, "BootDelay", 3600, diagnostics),
            ConfigOverrides = [.. metadata("ConfigOverrides").Split([';', '\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        };
    }

    /// <summary>Reads how a project refines a device of a guest.</summary>
    /// <param name="device">The device as the project names it.</param>
    /// <param name="access">The text of its metadatum Access; empty when it is not given.</param>
    /// <param name="span">Where the project speaks of the device.</param>
    /// <param name="accessSpan">Where the project gives Access.</param>
    /// <param name="clockFrequency">The text of its metadatum ClockFrequency, in hertz; empty when it is not given.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    /// <param name="backend">The text of its metadatum Backend; empty when it is not given.</param>
    public static GuestDeviceRequest ReadRefinement(
        string device, string access, SourceSpan span, SourceSpan accessSpan, string clockFrequency, ICollection<Diagnostic> diagnostics, string backend = "")
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(clockFrequency);
        ArgumentNullException.ThrowIfNull(diagnostics);
        string? name = access.Length == 0
            ? nameof(DeviceAccess.Default)
            : Enum.GetNames<DeviceAccess>().FirstOrDefault(name => name.Equals(access, StringComparison.OrdinalIgnoreCase));
        if (name is null)
        {
            diagnostics.Add(GuestDiagnostics.InvalidAccess(accessSpan, device, access));
        }

        uint rate = 0;
        if (clockFrequency.Length > 0 && !(uint.TryParse(clockFrequency, NumberStyles.None, CultureInfo.InvariantCulture, out rate) && rate > 0))
        {
            diagnostics.Add(GuestDiagnostics.InvalidRate(span, device, clockFrequency));
        }

        return new(device, name is null ? DeviceAccess.Default : Enum.Parse<DeviceAccess>(name), span) { ClockFrequency = rate > 0 ? rate : null, Backend = backend };
    }

    /// <summary>Reads a device that no board has.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">The text of its metadatum Type.</param>
    /// <param name="backend">The text of its metadatum Backend; empty when it is not given.</param>
    /// <param name="span">Where the project asks for it.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    public static VirtualDeviceRequest ReadVirtualDevice(string name, string type, string backend, SourceSpan span, ICollection<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(diagnostics);
        string[] kinds = Enum.GetNames<VirtualDeviceKind>();
        string? kind = Array.Find(kinds, kind => kind.Equals(type, StringComparison.OrdinalIgnoreCase));
        if (kind is null || !IsName(name))
        {
            diagnostics.Add(kind is null ? GuestDiagnostics.InvalidVirtualKind(span, name, type, kinds) : GuestDiagnostics.InvalidVirtualName(span, name));
        }

        return new(name, kind is null ? VirtualDeviceKind.Network : Enum.Parse<VirtualDeviceKind>(kind), backend, span);
    }

    /// <summary>Checks that a refinement is meant for a guest that there is.</summary>
    /// <param name="device">The device as the project names it.</param>
    /// <param name="guest">The guest it is meant for.</param>
    /// <param name="span">Where the project says so.</param>
    /// <param name="guests">The names of all guests.</param>
    /// <param name="diagnostics">Takes the fault.</param>
    public static void CheckGuest(string device, string guest, SourceSpan span, IReadOnlyCollection<string> guests, ICollection<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(guests);
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (!guests.Contains(guest, StringComparer.OrdinalIgnoreCase))
        {
            diagnostics.Add(GuestDiagnostics.UnknownGuest(span, device, guest, NearestName.Find(guest, guests)));
        }
    }

    private static ByteSize? ReadSize(GuestRequest guest, Func<string, string> metadata, string field, ICollection<Diagnostic> diagnostics)
    {
        string text = metadata(field);
        if (text.Length == 0)
        {
            return null;
        }

        bool mayBeZero = field is "MemoryBase" or "PhysicalMemoryBase";
        if (ByteSize.TryParse(text, out ByteSize size) && (mayBeZero || size.Bytes > 0))
        {
            return size;
        }

        diagnostics.Add(GuestDiagnostics.InvalidSize(guest.SpanOf(field), guest.Name, field, text));
        return null;
    }

    private static int ReadCpus(GuestRequest guest, Func<string, string> metadata, ICollection<Diagnostic> diagnostics)
    {
        string text = metadata("Cpus");
        if (text.Length == 0)
        {
            return 1;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int cpus) && cpus > 0)
        {
            return cpus;
        }

        diagnostics.Add(GuestDiagnostics.InvalidCpus(guest.SpanOf("Cpus"), guest.Name, text));
        return 1;
    }

    private static int? ReadNumber(GuestRequest guest, Func<string, string> metadata, string field, int most, ICollection<Diagnostic> diagnostics)
    {
        string text = metadata(field);
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= most)
        {
            return number;
        }

        diagnostics.Add(GuestDiagnostics.InvalidNumber(guest.SpanOf(field), guest.Name, field, text, most));
        return null;
    }

    /// <summary>Reads a time, <c>10ms</c>, in nanoseconds.</summary>
    private static ulong? ReadTimeSlice(GuestRequest guest, Func<string, string> metadata, ICollection<Diagnostic> diagnostics)
    {
        const string field = "TimeSlice";
        const ulong most = 10_000_000_000; // Ten times that, the hypervisor's period, must still be a number of 64 bits; nobody waits longer.
        string text = metadata(field).Trim();
        if (text.Length == 0)
        {
            return null;
        }

        foreach ((string unit, ulong nanoseconds) in new[] { ("ns", 1UL), ("us", 1_000UL), ("ms", 1_000_000UL), ("s", 1_000_000_000UL) })
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && ulong.TryParse(text.AsSpan(0, text.Length - unit.Length).TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
                && number is > 0 and <= most && number * nanoseconds <= most)
            {
                return number * nanoseconds;
            }
        }

        diagnostics.Add(GuestDiagnostics.InvalidTimeSlice(guest.SpanOf(field), guest.Name, text));
        return null;
    }

    /// <summary>Reads a list of CPU numbers, <c>0,2-3</c>.</summary>
    private static ImmutableArray<int> ReadAffinity(GuestRequest guest, Func<string, string> metadata, ICollection<Diagnostic> diagnostics)
    {
        const int most = 4096; // No board has more; a slip of the finger is not to fill the memory.
        string text = metadata("CpuAffinity");
        var cpus = new SortedSet<int>();
        foreach (string part in text.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = part.Split('-', 2, StringSplitOptions.TrimEntries);
            if (!int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
                || !int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last) || last < first || last >= most)
            {
                diagnostics.Add(GuestDiagnostics.InvalidAffinity(guest.SpanOf("CpuAffinity"), guest.Name, text));
                return [];
            }

            cpus.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        return [.. cpus];
    }

    private static bool ReadSwitch(GuestRequest guest, Func<string, string> metadata, string field, ICollection<Diagnostic> diagnostics)
    {
        string text = metadata(field);
        if (text.Length > 0 && !bool.TryParse(text, out _))
        {
            diagnostics.Add(GuestDiagnostics.InvalidSwitch(guest.SpanOf(field), guest.Name, field, text));
        }

        return bool.TryParse(text, out bool value) && value;
    }

    /// <summary>A project may break a long command line into lines; a kernel's is one.</summary>
    private static string JoinLines(string text) =>
        string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A guest's name becomes a node name, a file name and a word of the hypervisor's command line.</summary>
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 31 && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}

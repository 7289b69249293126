using System.Collections.Immutable;
using System.Globalization;
using Partition.DeviceTree;

namespace Partition.Slicing;

/// <summary>Reads what a project's metadata say of a guest.</summary>
public static class GuestRequestReader
{
    private static readonly ByteSize s_defaultMemory = ByteSize.FromMebibytes(96);

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
        var guest = new GuestRequest(name) { Spans = spans, Refinements = refinements, KernelArguments = metadata("KernelArguments") };
        if (!IsName(name))
        {
            diagnostics.Add(GuestDiagnostics.InvalidGuestName(guest.SpanOf(""), name));
        }

        return guest with
        {
            Memory = ReadSize(guest, metadata, "Memory", diagnostics) ?? s_defaultMemory,
            MemoryBase = ReadSize(guest, metadata, "MemoryBase", diagnostics)?.Bytes,
            Cpus = ReadCpus(guest, metadata, diagnostics),
            Devices = metadata("Devices") is { Length: > 0 } devices ? devices : "*",
        };
    }

    /// <summary>Reads how a guest reaches a device.</summary>
    /// <returns>The access, or <see langword="null"/> when the text is none.</returns>
    public static DeviceAccess? ReadAccess(string text) => text switch
    {
        "" => DeviceAccess.Default,
        _ => Enum.GetNames<DeviceAccess>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<DeviceAccess>(name)
            : null,
    };

    private static ByteSize? ReadSize(GuestRequest guest, Func<string, string> metadata, string field, ICollection<Diagnostic> diagnostics)
    {
        string text = metadata(field);
        if (text.Length == 0)
        {
            return null;
        }

        if (ByteSize.TryParse(text, out ByteSize size))
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

    /// <summary>A guest's name becomes a node name, a file name and a word of the hypervisor's command line.</summary>
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 31 && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}

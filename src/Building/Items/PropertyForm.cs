using System.Collections.Immutable;
using System.Globalization;
using Partition.Building.Diagnostics;
using Partition.DeviceTree.Checks;
using Partition.Diagnostics;
using Partition.Partitioning.Units;

namespace Partition.Building.Items;

/// <summary>The form of a property's text: one for the check at the start of a build and for the stages.</summary>
/// <param name="Name">The property.</param>
/// <param name="Kind">What its text is, for the message: a size, a number, a choice.</param>
/// <param name="Form">What may be written.</param>
/// <param name="Accepts">Whether a text has the form.</param>
internal sealed record PropertyForm(string Name, string Kind, string Form, Func<string, bool> Accepts)
{
    private const int MaxBootSeconds = 86_400;

    /// <summary>How large a disk image is.</summary>
    public static PropertyForm DiskSize { get; } = new(
        "DiskSize", "size", "a number of bytes with K, M or G, such as 32M, or auto", static text => IsAutomatic(text) || IsSize(text));

    /// <summary>How large the blocks of a disk image are.</summary>
    public static PropertyForm DiskBlockSize { get; } = new(
        "DiskBlockSize", "size", "1024, 2048, 4096 or auto", static text => IsAutomatic(text) || text is "1024" or "2048" or "4096");

    /// <summary>Who reads a disk image.</summary>
    public static PropertyForm DiskProfile { get; } = OfChoice("DiskProfile", "xvisor", "linux");

    /// <summary>How root file systems are compressed.</summary>
    public static PropertyForm RootFileSystemCompression { get; } = OfChoice("RootFileSystemCompression", "none", "gzip");

    /// <summary>Which checks device trees go through.</summary>
    public static PropertyForm WarningProfile { get; } = OfChoice(
        "WarningProfile", [.. Enum.GetNames<CheckProfile>().Select(static name => name.ToLowerInvariant())]);

    /// <summary>The date of what is in images and archives.</summary>
    public static PropertyForm SourceDateEpoch { get; } = new(
        "SourceDateEpoch",
        "number",
        "a whole number of seconds since 1970, such as 0",
        static text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    /// <summary>How much RAM the machine of QEMU has.</summary>
    public static PropertyForm QemuMemory { get; } = new(
        "QemuMemory", "size", "a size with K, M or G, such as 512M, or what QEMU's option -m takes", IsQemuMemory);

    /// <summary>How long a machine may take until its guests are up.</summary>
    public static PropertyForm BootTimeout { get; } = new(
        "BootTimeout", "number", "a number of seconds up to 86400, such as 90", static text => TryReadSeconds(text, out _));

    /// <summary>All properties with a form of their own; those that say yes or no have that of <see cref="Flag"/>.</summary>
    public static ImmutableArray<PropertyForm> All { get; } =
    [
        DiskSize, DiskBlockSize, DiskProfile, RootFileSystemCompression, WarningProfile, SourceDateEpoch, QemuMemory, BootTimeout,
    ];

    /// <summary>Describes a text that does not have the form.</summary>
    /// <param name="at">Where the project gives it.</param>
    /// <param name="text">The text.</param>
    public Diagnostic Describe(SourceSpan at, string text)
    {
        string? proposal = Kind == "size" ? ByteSize.ProposeUnit(text) : null;
        return HostDiagnostics.InvalidValue(at, Name, Kind, text, proposal is null ? Form : $"{Form}. Did you mean {proposal}?");
    }

    /// <summary>Reads a number of seconds.</summary>
    /// <returns>Whether the text is one, above 0 and at most a day.</returns>
    public static bool TryReadSeconds(string text, out double seconds) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds)
        && seconds is > 0 and <= MaxBootSeconds;

    /// <summary>Whether a text leaves the value to the SDK.</summary>
    public static bool IsAutomatic(string text) => text.Equals("auto", StringComparison.OrdinalIgnoreCase);

    private static bool IsSize(string text) =>
        ByteSize.TryParse(text, out ByteSize size) && size.Bytes is > 0 and <= long.MaxValue && ByteSize.ProposeUnit(text) is null;

    /// <summary>A number without a unit is MiB, and a list begins with <c>size=</c> (QEMU's manual, option -m).</summary>
    private static bool IsQemuMemory(string text) =>
        IsSize(text) || uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint mebibytes) && mebibytes > 0
        || text.StartsWith("size=", StringComparison.Ordinal);

    private static PropertyForm OfChoice(string name, params string[] words) => new(
        name, "choice", $"{string.Join(", ", words[..^1])} or {words[^1]}", text => words.Contains(text, StringComparer.OrdinalIgnoreCase));
}

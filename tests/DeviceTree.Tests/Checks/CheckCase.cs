using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Tests.Assertions;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Tests.Checks;

/// <summary>A source that is made to be warned of, and what dtc 1.8.1 finds in it.</summary>
/// <remarks>
/// Beside <c>name.dts</c> stands <c>name.txt</c>, with a line <c>check subject</c> for each warning of dtc, sorted. A subject of
/// <c>-</c> says that dtc did not make the check at all, because one that it builds on had found something anywhere in the tree.
/// </remarks>
internal sealed record CheckCase(string Name)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Checks", "Cases");

    /// <summary>What dtc leaves off, but for the check that always fails.</summary>
    public static readonly string[] Extra =
        ["property_name_chars_strict", "node_name_chars_strict", "unique_unit_address_if_enabled", "deprecated_gpio_property"];

    /// <summary>All cases.</summary>
    public static CheckCase[] All { get; } =
        [.. Directory.GetFiles(Folder, "*.dts")
            .Order(StringComparer.Ordinal)
            .Select(static path => new CheckCase(Path.GetFileNameWithoutExtension(path)))];

    /// <summary>The source.</summary>
    public string Source => File.ReadAllText(Path.Combine(Folder, Name + ".dts"));

    /// <summary>What dtc found.</summary>
    public string[] Recorded => File.ReadAllLines(Path.Combine(Folder, Name + ".txt"));

    /// <summary>What is found here by checks that dtc has, those not counted that it did not make.</summary>
    public string[] Findings(IEnumerable<string> ofDtc) => Lines(Diagnostics(), ofDtc);

    /// <summary>All that is found here.</summary>
    public IEnumerable<Diagnostic> Diagnostics() => Assertions.DtsSource.Compile(Source, Options).Diagnostics;

    /// <summary>What is found in a blob by checks that dtc has, those not counted that it did not make.</summary>
    public static string[] FindingsInBlob(byte[] blob, IEnumerable<string> ofDtc) =>
        Lines(DeviceTreeCompiler.Check(DeviceTreeBlob.Read(blob).Document!, Options).Diagnostics, ofDtc);

    private static CompilerOptions Options { get; } = new()
    {
        Preprocess = false,
        Checks = Extra.Aggregate(CheckSettings.Default, static (settings, name) => settings.WithWarning(name)),
    };

    private static string[] Lines(IEnumerable<Diagnostic> diagnostics, IEnumerable<string> ofDtc)
    {
        var left = ofDtc.Where(static line => line.EndsWith(" -", StringComparison.Ordinal)).Select(static line => line[..^2]).ToHashSet();
        return [.. diagnostics
            .Where(diagnostic => !left.Contains(diagnostic.Check!) && !CheckSettings.NamesUnknownToDtc.Contains(diagnostic.Check!))
            .Select(static diagnostic => $"{diagnostic.Check} {diagnostic.Subject}")
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>What was found, without what was not made.</summary>
    public static IEnumerable<string> Found(IEnumerable<string> ofDtc) =>
        ofDtc.Where(static line => !line.EndsWith(" -", StringComparison.Ordinal));
}

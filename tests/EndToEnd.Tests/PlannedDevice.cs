using System.Globalization;
using System.Text.Json;

namespace Partition.EndToEnd.Tests;

/// <summary>A device of a guest as the lock file has it.</summary>
/// <param name="Path">Its node.</param>
/// <param name="Registers">Its registers, half open.</param>
/// <param name="Interrupts">Its lines, as the interrupt controller numbers them.</param>
internal sealed record PlannedDevice(string Path, IReadOnlyList<(ulong Start, ulong End)> Registers, IReadOnlyList<int> Interrupts)
{
    /// <summary>Reads the devices that are locked for a hypervisor.</summary>
    public static PlannedDevice[] Read(string lockFile, string hypervisor)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(lockFile));
        return [.. document.RootElement.GetProperty("hypervisors").GetProperty(hypervisor).EnumerateArray()
            .Where(static entry => entry.TryGetProperty("path", out _))
            .Select(static entry => new PlannedDevice(
                entry.GetProperty("path").GetString()!,
                [.. Texts(entry, "registers").Select(ReadRange)],
                [.. Texts(entry, "interrupts").Select(static text => int.Parse(text, CultureInfo.InvariantCulture))]))];
    }

    private static IEnumerable<string> Texts(JsonElement entry, string name) =>
        entry.GetProperty(name).EnumerateArray().Select(static text => text.GetString()!);

    private static (ulong Start, ulong End) ReadRange(string text)
    {
        string[] ends = [.. text.Trim('[', ')').Split("..").Select(static end => end[2..])];
        return (
            ulong.Parse(ends[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            ulong.Parse(ends[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}

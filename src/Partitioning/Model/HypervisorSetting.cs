using System.Collections.Immutable;
using System.Globalization;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Model;

/// <summary>A setting of a project that only some hypervisors understand.</summary>
/// <param name="Item">The type of the item: <c>Guest</c>.</param>
/// <param name="Name">The metadatum; empty for the item as a whole.</param>
/// <param name="Type">The form of its text.</param>
/// <param name="Hypervisors">The names of the hypervisors that understand it.</param>
internal sealed record HypervisorSetting(string Item, string Name, SettingType Type, ImmutableArray<string> Hypervisors)
{
    /// <summary>The largest value of a <see cref="SettingType.Number"/>.</summary>
    public int Maximum { get; init; } = int.MaxValue;

    /// <summary>Whether a hypervisor understands it.</summary>
    public bool IsUnderstoodBy(string hypervisor) => Hypervisors.Contains(hypervisor, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text has the right form.</summary>
    public bool Accepts(string text) => Type switch
    {
        SettingType.Number => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= Maximum,
        SettingType.Switch => Flag.TryParse(text, out _),
        SettingType.Size => ByteSize.TryParse(text, out _),
        SettingType.Duration => string.IsNullOrWhiteSpace(text) || Duration.TryParse(text, out _),
        _ => true,
    };
}

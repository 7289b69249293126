namespace Partition.Partitioning.Model;

/// <summary>The settings that only some hypervisors understand, as <c>partition.schema.json</c> lists them.</summary>
internal static partial class HypervisorSettings
{
    /// <summary>Those among the metadata of a <c>Guest</c>, in the schema's order.</summary>
    public static IEnumerable<HypervisorSetting> OfGuests => All.Where(static setting => setting.Item == "Guest");

    /// <summary>Whether a hypervisor understands a metadatum, or an item.</summary>
    /// <param name="hypervisor">The hypervisor's name.</param>
    /// <param name="item">The type of the item.</param>
    /// <param name="name">The metadatum; empty for the item as a whole.</param>
    public static bool IsUnderstood(string hypervisor, string item, string name) =>
        All.FirstOrDefault(setting => setting.Item == item && setting.Name == name) is not { } found || found.IsUnderstoodBy(hypervisor);
}

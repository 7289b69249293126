using System.Text.Json;
using System.Text.Json.Serialization;

namespace Partition.Schema;

/// <summary>
/// Everything that a project may say to the SDK or ask of it: the content of <c>src/Sdk/schema/partition.schema.json</c>.
/// </summary>
/// <param name="PropertyGroups">The properties.</param>
/// <param name="Items">The items that a project gives.</param>
/// <param name="Outputs">The items that the targets return.</param>
/// <param name="Targets">The targets.</param>
internal sealed record PublicSurface(PropertyGroupEntry[] PropertyGroups, ItemEntry[] Items, OutputEntry[] Outputs, TargetEntry[] Targets)
{
    /// <summary>The path of the schema in the repository.</summary>
    public const string Path = "src/Sdk/schema/partition.schema.json";

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>All properties, without those that say what a target depends on.</summary>
    [JsonIgnore]
    public IEnumerable<ValueEntry> Properties => PropertyGroups.SelectMany(static group => group.Properties);

    /// <summary>The properties that say what a target depends on.</summary>
    [JsonIgnore]
    public IEnumerable<ValueEntry> Hooks => Targets
        .Where(static target => target.Hook)
        .Select(static target => new ValueEntry(
            $"{target.Name}DependsOn",
            ValueType.List,
            $"The targets that run before `{target.Name}`; put your own before `$({target.Name}DependsOn)`."));

    /// <summary>Reads the schema of a repository.</summary>
    /// <param name="root">The repository's folder.</param>
    /// <exception cref="JsonException">The file is not JSON, or has a member of an unknown name, or lacks one.</exception>
    public static PublicSurface Read(string root) =>
        JsonSerializer.Deserialize<PublicSurface>(File.ReadAllText(System.IO.Path.Combine(root, Path)), s_options)!;

    /// <summary>Finds the entry of an item.</summary>
    public ItemEntry? FindItem(string name) => Items.FirstOrDefault(item => item.Names.Contains(name, StringComparer.Ordinal));
}

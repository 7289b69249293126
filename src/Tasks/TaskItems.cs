using System.Collections;
using Microsoft.Build.Framework;
using Partition.Building.Items;

namespace Partition.Tasks;

/// <summary>Reads items of MSBuild.</summary>
internal static class TaskItems
{
    /// <summary>An item with what the project and the SDK say of it, without MSBuild's well-known metadata.</summary>
    public static ProjectItem Read(ITaskItem item)
    {
        var metadata = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry pair in item.CloneCustomMetadata())
        {
            metadata[(string)pair.Key] = (string?)pair.Value ?? "";
        }

        return new(item.ItemSpec, metadata, item.GetMetadata("DefiningProjectFullPath"));
    }
}

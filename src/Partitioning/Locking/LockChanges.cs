using System.Text.Json;

namespace Partition.Partitioning.Locking;

/// <summary>Says in words what differs between a locked partition and a planned one.</summary>
internal static class LockChanges
{
    public static IEnumerable<string> Between(IReadOnlyCollection<string> locked, IReadOnlyCollection<LockEntry> planned)
    {
        LockEntry[] entries = [.. locked.Select(Parse)];
        Dictionary<string, LockEntry> before = ByKey(entries);
        Dictionary<string, LockEntry> after = ByKey(planned);

        // As a merge of two branches leaves them: a reviewer may read either.
        foreach (IGrouping<string, LockEntry> twice in entries.GroupBy(static entry => entry.Key).Where(static group => group.Count() > 1))
        {
            yield return $"{twice.First().What} has {twice.Count()} entries in the lock file";
        }

        foreach (LockEntry entry in after.Values)
        {
            if (!before.TryGetValue(entry.Key, out LockEntry old))
            {
                yield return $"{entry.What} is new";
            }
            else if (old.Json != entry.Json)
            {
                yield return $"{entry.What} changes {string.Join(" and ", Fields(old.Json, entry.Json))}";
            }
        }

        foreach (LockEntry entry in before.Values.Where(entry => !after.ContainsKey(entry.Key)))
        {
            yield return $"{entry.What} is gone";
        }
    }

    private static Dictionary<string, LockEntry> ByKey(IEnumerable<LockEntry> entries)
    {
        var byKey = new Dictionary<string, LockEntry>(StringComparer.Ordinal);
        foreach (LockEntry entry in entries)
        {
            byKey.TryAdd(entry.Key, entry);
        }

        return byKey;
    }

    /// <summary>An entry of a file, with the key and the words that <see cref="LockEntries"/> gives to it.</summary>
    private static LockEntry Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement entry = document.RootElement;
        if (entry.ValueKind != JsonValueKind.Object)
        {
            return new(json, json, json);
        }

        string guest = Text(entry, "guest");
        return entry.TryGetProperty("path", out _)
            ? new($"device {Text(entry, "path")} {guest}", $"'{Text(entry, "device")}' of guest '{guest}'", json)
            : entry.TryGetProperty("allowed", out _)
                ? new($"allowed {Text(entry, "allowed")} {Text(entry, "finding")}", $"the allowance of {Text(entry, "allowed")}", json)
            : entry.TryGetProperty("clock", out _)
                ? new(
                    $"clock {Text(entry, "provider")} {Text(entry, "clock")} {guest}",
                    $"the clock '{Text(entry, "clock")}' of guest '{guest}'",
                    json)
            : new($"guest {guest}", $"guest '{guest}'", json);
    }

    private static IEnumerable<string> Fields(string before, string after)
    {
        using JsonDocument old = JsonDocument.Parse(before);
        using JsonDocument now = JsonDocument.Parse(after);
        string[] names = [.. old.RootElement
            .EnumerateObject()
            .Concat(now.RootElement.EnumerateObject())
            .Select(static field => field.Name)
            .Distinct()];
        return [.. names
            .Select(name => (Name: name, Old: Text(old.RootElement, name), Now: Text(now.RootElement, name)))
            .Where(static field => field.Old != field.Now)
            .Select(static field => $"{field.Name} from {Shown(field.Old)} to {Shown(field.Now)}")];
    }

    private static string Text(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value) ? value.ToString() : "";

    private static string Shown(string text) => text.Length == 0 ? "nothing" : text;
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Partition.Building.Files;

namespace Partition.Tasks;

/// <summary>The warnings of a stage in a file beside its other intermediate ones, for builds in which the stage has nothing to do. Without warnings there is no file.</summary>
internal static partial class WarningRecord
{
    /// <summary>Keeps the warnings of a stage in the place of those of an earlier build.</summary>
    /// <param name="path">The file to write, rooted.</param>
    /// <param name="warnings">The warnings.</param>
    /// <param name="root">Roots a path at the project's directory.</param>
    public static void Write(string path, IReadOnlyCollection<RecordedWarning> warnings, Func<string, string> root)
    {
        if (warnings.Count > 0)
        {
            AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes([.. Map(warnings, root, static (warning, lines) => warning.WithText(lines))], Serialization.Default.RecordedWarningArray));
        }
        else if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>Reads what was kept, at the places where it is now; nothing when the file was damaged, since it is only a reminder.</summary>
    /// <param name="path">The file, rooted.</param>
    /// <param name="root">Roots a path at the project's directory.</param>
    public static IEnumerable<RecordedWarning> Read(string path, Func<string, string> root)
    {
        try
        {
            return File.Exists(path)
                ? Map(JsonSerializer.Deserialize(File.ReadAllBytes(path), Serialization.Default.RecordedWarningArray) ?? [], root, static (warning, lines) => warning.Moved(lines))
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<RecordedWarning> Map(IEnumerable<RecordedWarning> warnings, Func<string, string> root, Func<RecordedWarning, string[], RecordedWarning> change)
    {
        var files = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (RecordedWarning warning in warnings)
        {
            if (!files.TryGetValue(warning.Path, out string[]? lines))
            {
                string file = warning.StartLine > 0 ? root(warning.Path) : "";
                files.Add(warning.Path, lines = File.Exists(file) ? File.ReadAllLines(file) : []);
            }

            yield return change(warning, lines);
        }
    }

    [JsonSourceGenerationOptions(WriteIndented = true)]
    [JsonSerializable(typeof(RecordedWarning[]))]
    private sealed partial class Serialization : JsonSerializerContext;
}

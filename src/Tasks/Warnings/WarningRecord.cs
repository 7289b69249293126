using System.Text.Json;
using System.Text.Json.Serialization;

namespace Partition.Tasks;

/// <summary>The warnings of a stage in a file beside its other intermediate ones, for builds in which the stage has nothing to do. Without warnings there is no file.</summary>
internal static partial class WarningRecord
{
    /// <summary>Keeps the warnings of a stage in the place of those of an earlier build.</summary>
    public static void Write(string path, IReadOnlyCollection<RecordedWarning> warnings)
    {
        if (warnings.Count > 0)
        {
            AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes([.. warnings], Serialization.Default.RecordedWarningArray));
        }
        else if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>Reads what was kept; nothing when the file was damaged, since it is only a reminder.</summary>
    public static RecordedWarning[] Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), Serialization.Default.RecordedWarningArray) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    [JsonSourceGenerationOptions(WriteIndented = true)]
    [JsonSerializable(typeof(RecordedWarning[]))]
    private sealed partial class Serialization : JsonSerializerContext;
}

namespace Partition.DeviceTree.Fuzz;

/// <summary>A good input to be damaged.</summary>
/// <param name="Path">Where it lies; what it includes lies beside it.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="IncludeDirectories">Where else what it includes lies.</param>
internal sealed record FuzzInput(string Path, byte[] Bytes, IReadOnlyList<string> IncludeDirectories)
{
    /// <summary>Whether it is a blob, and not a source.</summary>
    public bool IsBlob => Path.EndsWith(".dtb", StringComparison.Ordinal);
}

namespace Partition.Building.Boots.Results;

/// <summary>A file of results that the caller asks for: <c>trx;LogFileName=boot.trx</c>.</summary>
/// <param name="FileName">The file's name; empty for one in the project's name.</param>
internal sealed record TestLogger(string FileName)
{
    /// <summary>Reads an argument of <c>dotnet test --logger</c>.</summary>
    /// <param name="text">The argument.</param>
    /// <param name="logger">The logger; <see langword="null"/> for one that only prints, which a boot test does anyway.</param>
    /// <returns>Whether there is such a logger here.</returns>
    public static bool TryRead(string text, out TestLogger? logger)
    {
        string[] parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string name = parts.Length > 0 ? parts[0] : "";
        string? file = Array.Find(parts, static part => part.StartsWith("LogFileName=", StringComparison.OrdinalIgnoreCase));
        bool isTrx = name.Equals("trx", StringComparison.OrdinalIgnoreCase);
        logger = isTrx ? new(file is null ? "" : file[(file.IndexOf('=', StringComparison.Ordinal) + 1)..]) : null;
        return isTrx || name.Equals("console", StringComparison.OrdinalIgnoreCase);
    }
}

using System.Text;

namespace Partition.DeviceTree.Source;

/// <summary>Serves source files from memory.</summary>
public sealed class InMemorySourceFiles : ISourceFiles
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>Adds a file, or replaces the one of the same path.</summary>
    /// <param name="path">The path as sources will spell it; separators are <c>/</c>.</param>
    /// <param name="content">The file's bytes; they are not copied.</param>
    /// <returns>These files.</returns>
    public InMemorySourceFiles Add(string path, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(content);
        _files[path] = content;
        return this;
    }

    /// <summary>Adds a file of text in UTF-8, or replaces the one of the same path.</summary>
    /// <param name="path">The path as sources will spell it; separators are <c>/</c>.</param>
    /// <param name="content">The file's text.</param>
    /// <returns>These files.</returns>
    public InMemorySourceFiles Add(string path, string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Add(path, Encoding.UTF8.GetBytes(content));
    }

    /// <inheritdoc/>
    public byte[]? TryRead(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return _files.GetValueOrDefault(path);
    }
}

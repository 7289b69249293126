using System.Collections.Immutable;

namespace Partition.DeviceTree.Source;

/// <summary>Opens files for one compilation: searches for them, remembers them, and bounds how much may be read.</summary>
internal sealed class SourceFileTable(
    ISourceFiles files, ImmutableArray<IncludePrefix> includePrefixes, ImmutableArray<string> includeDirectories)
{
    /// <summary>How deeply inclusions may nest; the figure is dtc's.</summary>
    public const int MaxInclusionDepth = 200;

    /// <summary>How many bytes one compilation may take in, each inclusion of a file counted.</summary>
    private const long MaxInputSize = 256L << 20;

    /// <summary>
    /// What one more inclusion counts beside its bytes; real trees have hundreds, and one that includes itself twice has any number.
    /// </summary>
    private const long CostOfInclusion = 16 << 10;

    private readonly Dictionary<string, byte[]?> _contents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceText> _spliced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Inclusion> _inclusions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _foundAt = new(StringComparer.Ordinal);
    private readonly List<string> _opened = [];
    private readonly HashSet<string> _isOpened = new(StringComparer.Ordinal);
    private long _bytesRead;

    /// <summary>Every file that was opened, each once, in the order of opening.</summary>
    public IReadOnlyList<string> Opened => _opened;

    /// <summary>How many directories are searched for included files.</summary>
    public int DirectoryCount => includeDirectories.Length;

    /// <summary>Whether a file that the source asks for was missing, so that what it defines is missing too.</summary>
    public bool AnyMissing { get; set; }

    /// <summary>Finds a file beside the file that asks for it, or in the include directories.</summary>
    /// <param name="name">The name as it is written.</param>
    /// <param name="includer">The file that asks, or <see langword="null"/> to search the include directories alone.</param>
    /// <returns>The path to open, or <see langword="null"/>.</returns>
    public string? Find(string name, string? includer)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        if (name[0] == '/')
        {
            return Load(name) is null ? null : name;
        }

        if (includer is not null && Join(DirectoryOf(includer), name) is string beside && Load(beside) is not null)
        {
            return beside;
        }

        return Search(name, 0);
    }

    /// <summary>Finds a file in the directories after the one in which the file that asks was found (<c>#include_next</c>).</summary>
    /// <param name="name">The name as it is written.</param>
    /// <param name="includer">The file that asks; when no search found it, all directories are searched.</param>
    /// <returns>The path to open, or <see langword="null"/>.</returns>
    public string? FindNext(string name, string includer) => name.Length == 0 || name.Contains('\0', StringComparison.Ordinal)
        ? null
        : Search(name, _foundAt.TryGetValue(includer, out int index) ? index + 1 : 0);

    /// <summary>When a file was last written, if the files say so.</summary>
    public DateTimeOffset? DateOf(string path) => files.DateOf(path);

    private string? Search(string name, int skipped)
    {
        foreach ((int index, string path) in Candidates(name).Index().Skip(skipped))
        {
            if (Load(path) is not null)
            {
                _foundAt.TryAdd(path, index);
                return path;
            }
        }

        return null;
    }

    /// <summary>Where a file may lie, by the prefixes and the include directories, in order.</summary>
    private IEnumerable<string> Candidates(string name)
    {
        foreach (IncludePrefix prefix in includePrefixes)
        {
            if (name.Length > prefix.Prefix.Length
                && name[prefix.Prefix.Length] == '/'
                && name.StartsWith(prefix.Prefix, StringComparison.Ordinal))
            {
                yield return Join(prefix.Directory, name[(prefix.Prefix.Length + 1)..]);
            }
        }

        foreach (string directory in includeDirectories)
        {
            yield return Join(directory, name);
        }
    }

    /// <summary>Opens a file that <see cref="Find"/> found, or the source itself.</summary>
    /// <returns>Its bytes, or <see langword="null"/> when it is missing or the compilation has read too much.</returns>
    public byte[]? Open(Inclusion inclusion)
    {
        byte[]? bytes = OpenData(inclusion.Path);
        if (bytes is not null)
        {
            _inclusions.TryAdd(inclusion.Path, inclusion);
        }

        return bytes;
    }

    /// <summary>Opens a file whose bytes become a value.</summary>
    /// <returns>Its bytes, or <see langword="null"/> when it is missing or the compilation has read too much.</returns>
    public byte[]? OpenData(string path)
    {
        if (Load(path) is not byte[] bytes || _bytesRead > MaxInputSize)
        {
            return null;
        }

        // An empty file costs too, or a file that includes itself twice would never end.
        _bytesRead += bytes.Length + CostOfInclusion;
        if (_isOpened.Add(path))
        {
            _opened.Add(path);
        }

        return bytes;
    }

    /// <summary>The text of an opened file without splices; made once for each file.</summary>
    public SourceText Splice(string path, byte[] bytes)
    {
        if (!_spliced.TryGetValue(path, out SourceText? text))
        {
            text = SourceText.Spliced(bytes);
            _spliced.Add(path, text);
        }

        return text;
    }

    /// <summary>How a file came to be read; the first time, when it was read several times.</summary>
    public Inclusion? FirstInclusion(string path) => _inclusions.GetValueOrDefault(path);

    private static string DirectoryOf(string path) => path[..(path.LastIndexOf('/') + 1)];

    private static string Join(string directory, string name) =>
        directory.Length == 0 || directory.EndsWith('/') ? directory + name : directory + "/" + name;

    private byte[]? Load(string path)
    {
        if (!_contents.TryGetValue(path, out byte[]? bytes))
        {
            bytes = files.TryRead(path);
            _contents.Add(path, bytes);
        }

        return bytes;
    }
}

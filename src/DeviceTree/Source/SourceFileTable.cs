using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Source;

/// <summary>Opens files for one compilation: searches for them, remembers them, and bounds how much may be read.</summary>
internal sealed class SourceFileTable(
    ISourceFiles files, ImmutableArray<IncludePrefix> includePrefixes, ImmutableArray<string> includeDirectories)
{
    /// <summary>How deeply inclusions may nest; the figure is dtc's.</summary>
    public const int MaxInclusionDepth = 200;

    /// <summary>How many bytes one compilation may take in, each inclusion of a file counted.</summary>
    public const int MaxInputSize = 256 << 20;

    /// <summary>
    /// What one more inclusion counts beside its bytes; real trees have hundreds, and one that includes itself twice has any number.
    /// </summary>
    private const long CostOfInclusion = 16 << 10;

    private readonly Dictionary<FilePart, byte[]?> _contents = [];
    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContentKind> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceText> _spliced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Inclusion> _inclusions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _foundAt = new(StringComparer.Ordinal);
    private readonly List<string> _opened = [];
    private readonly HashSet<string> _isOpened = new(StringComparer.Ordinal);
    private readonly List<MissingInclude> _missing = [];
    private long _bytesRead;

    /// <summary>Every file that was opened, each once, in the order of opening.</summary>
    public IReadOnlyList<string> Opened => _opened;

    /// <summary>The directories that are searched for included files, in order.</summary>
    public ImmutableArray<string> Directories => includeDirectories;

    /// <summary>Whether a file that the source asks for was missing, so that what it defines is missing too.</summary>
    public bool AnyMissing { get; set; }

    /// <summary>Finds a file beside the file that asks for it, or in the include directories.</summary>
    /// <param name="name">The name as it is written.</param>
    /// <param name="includer">The file that asks, or <see langword="null"/> to search the include directories alone.</param>
    /// <returns>The path to open, or <see langword="null"/>.</returns>
    public string? Find(string name, string? includer) => Find(name, includer, 0, ulong.MaxValue);

    /// <summary>Finds a file of which only a part is wanted, as <see cref="Find(string, string?)"/> does.</summary>
    public string? Find(string name, string? includer, ulong offset, ulong length)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        if (name[0] == '/')
        {
            return Exists(name, offset, length) ? name : null;
        }

        if (includer is not null && Join(DirectoryOf(includer), name) is string beside && Exists(beside, offset, length))
        {
            return beside;
        }

        return Search(name, 0, offset, length);
    }

    /// <summary>Finds a file in the directories after the one in which the file that asks was found (<c>#include_next</c>).</summary>
    /// <param name="name">The name as it is written.</param>
    /// <param name="includer">The file that asks; when no search found it, all directories are searched.</param>
    /// <returns>The path to open, or <see langword="null"/>.</returns>
    public string? FindNext(string name, string includer) => name.Length == 0 || name.Contains('\0', StringComparison.Ordinal)
        ? null
        : Search(name, _foundAt.TryGetValue(includer, out int index) ? index + 1 : 0, 0, ulong.MaxValue);

    /// <summary>When a file was last written, if the files say so.</summary>
    public DateTimeOffset? DateOf(string path) => files.DateOf(path);

    /// <summary>The included files that were not found, those of one folder together.</summary>
    public ImmutableArray<MissingInclude> Missing => [.. _missing];

    /// <summary>Notes an included file that <see cref="Find(string, string?)"/> did not find.</summary>
    /// <param name="at">Where its name is written.</param>
    /// <param name="name">The name as it is written.</param>
    /// <param name="includer">The file that asks, or <see langword="null"/> when only the include directories were searched.</param>
    /// <returns>The error of this file alone; <see langword="null"/> when <see cref="DescribeMissing"/> reports it.</returns>
    public Diagnostic? AddMissing(SourceSpan at, string name, string? includer)
    {
        AnyMissing = true;
        string slashed = name.Replace('\\', '/');
        if (slashed != name)
        {
            return SourceFileDiagnostics.IncludeWithBackslash(at, name, FindNearby(slashed, includer) ?? slashed);
        }

        string? nearby = FindNearby(name, includer);
        string folder = nearby is null ? MissingInclude.FolderOf(name) : "";
        int known = folder.Length == 0 ? -1
            : _missing.FindIndex(other => other.Nearby is null && MissingInclude.FolderOf(other.Names[0]) == folder);
        if (known < 0)
        {
            _missing.Add(new(at, [name], nearby));
        }
        else if (!_missing[known].Names.Contains(name))
        {
            _missing[known] = _missing[known] with { Names = _missing[known].Names.Add(name) };
        }

        return null;
    }

    /// <summary>Describes the included files that were not found: one error for each folder.</summary>
    public IEnumerable<Diagnostic> DescribeMissing() =>
        _missing.Select(missing => SourceFileDiagnostics.IncludeNotFound(
            missing.Span, missing.Names[0], missing.Names[1..], includeDirectories, missing.Nearby));

    /// <summary>The name that was probably meant, as it would have to be written; what is in the folder of a candidate counts.</summary>
    /// <param name="name">The name as it is written.</param>
    /// <param name="includer">The file that asks, or <see langword="null"/> when only the include directories were searched.</param>
    public string? FindNearby(string name, string? includer)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        IEnumerable<string> candidates = name[0] == '/' ? [name]
            : includer is null ? Candidates(name)
            : Candidates(name).Prepend(Join(DirectoryOf(includer), name));
        foreach (string path in candidates.Where(path => path.EndsWith(name, StringComparison.Ordinal)))
        {
            string directory = path[..^name.Length];
            if (files.FindNearby(path) is { } nearby && nearby.StartsWith(directory, StringComparison.Ordinal))
            {
                return nearby[directory.Length..];
            }
        }

        return null;
    }

    private string? Search(string name, int skipped, ulong offset, ulong length)
    {
        foreach ((int index, string path) in Candidates(name).Index().Skip(skipped))
        {
            if (Exists(path, offset, length))
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

    /// <summary>Opens a file that <see cref="Find(string, string?)"/> found, or the source itself.</summary>
    /// <returns>Its bytes, or <see langword="null"/> when it is missing, unreadable or not text, or the compilation has read too
    /// much.</returns>
    public byte[]? Open(Inclusion inclusion)
    {
        byte[]? bytes = OpenData(inclusion.Path, 0, ulong.MaxValue);
        if (bytes is null)
        {
            return null;
        }

        if (ContentKind.Of(bytes) is { } kind)
        {
            // What a source would define here is missing, as when the file is.
            AnyMissing = true;
            _kinds[inclusion.Path] = kind;
            return null;
        }

        _inclusions.TryAdd(inclusion.Path, inclusion);
        return bytes;
    }

    /// <summary>Opens a file of which a part becomes a value.</summary>
    /// <param name="path">The file, as <see cref="Find(string, string?, ulong, ulong)"/> found it.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="length">How long it is; a file that ends before gives less.</param>
    /// <returns>Its bytes, or <see langword="null"/> when it is missing or unreadable, or the compilation has read too much.</returns>
    public byte[]? OpenData(string path, ulong offset, ulong length)
    {
        if (Load(path, offset, length) is not byte[] bytes || bytes.Length > MaxInputSize || _bytesRead > MaxInputSize)
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

    /// <summary>Whether there is a file, whether it can be read or not.</summary>
    public bool IsThere(string path) => Exists(path, 0, ulong.MaxValue);

    /// <summary>Why a file that was found could not be opened.</summary>
    public Diagnostic FaultOf(string path, SourceSpan at, string name) =>
        _faults.TryGetValue(path, out string? reason) ? SourceFileDiagnostics.Unreadable(at, name, reason)
        : _kinds.TryGetValue(path, out ContentKind? kind) ? SourceFileDiagnostics.NotText(at, name, kind.Name, kind.Remedy)
        : SourceFileDiagnostics.InputTooLarge(at, name);

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

    private bool Exists(string path, ulong offset, ulong length) => Load(path, offset, length) is not null || _faults.ContainsKey(path);

    // One byte more than a compilation may take in shows that a file is too long.
    private byte[]? Load(string path, ulong offset, ulong length)
    {
        var part = new FilePart(path, (long)Math.Min(offset, long.MaxValue), (int)Math.Min(length, MaxInputSize + 1));
        if (!_contents.TryGetValue(part, out byte[]? bytes))
        {
            try
            {
                bytes = files.TryReadPart(path, part.Offset, part.Length);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _faults[path] = exception.Message;
            }

            _contents.Add(part, bytes);
        }

        return bytes;
    }

    private readonly record struct FilePart(string Path, long Offset, int Length);
}

using System.Text.RegularExpressions;

namespace Partition.Partitioning.Tests.Architecture;

/// <summary>A source file of a room, and the names in it.</summary>
internal sealed partial class SourceFile
{
    private readonly HashSet<string> _namespaces;
    private readonly HashSet<string> _words;
    private readonly string[] _types;
    private List<SourceFile>? _uses;

    private SourceFile(string path, string text)
    {
        string[] parts = path.Split('/');
        (Path, Room, Folder) = (path, parts[0], string.Join('/', parts[1..^1]));
        string code = Trivia().Replace(text, "");
        Namespace = NamespaceLine().Match(code) is { Success: true } match ? match.Groups[1].Value : null;
        _namespaces = [.. QualifiedName().Matches(code).Select(static match => match.Value)];
        _words = [.. Word().Matches(code).Select(static match => match.Value)];
        _types = [.. TypeLine().Matches(code).Select(static match => match.Groups[2].Value)];
        HasPublicType = TypeLine().Matches(code).Any(static match => match.Groups[1].Value == "public");
    }

    public string Path { get; }

    public string Room { get; }

    /// <summary>The folder within the room; empty for the room's own files.</summary>
    public string Folder { get; }

    public string? Namespace { get; }

    public string ExpectedNamespace => $"Partition.{Room}{(Folder.Length == 0 ? "" : "." + Folder.Replace('/', '.'))}";

    public bool HasPublicType { get; }

    /// <summary>Every file below src.</summary>
    public static IEnumerable<SourceFile> ReadAll()
    {
        string root = System.IO.Path.Combine(Repository.Root, "src");
        return from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
               let path = System.IO.Path.GetRelativePath(root, file).Replace('\\', '/')
               where !path.Split('/').Any(static part => part is "obj" or "bin") && !path.StartsWith("Templates/", StringComparison.Ordinal)
                   && !path.StartsWith("Sdk/", StringComparison.Ordinal)
               select new SourceFile(path, File.ReadAllText(file));
    }

    /// <summary>
    /// The files that this one uses: those of a namespace that it names, by a directive or in full, and those of the namespaces around
    /// its own whose types it names.
    /// </summary>
    public IReadOnlyList<SourceFile> Uses(IEnumerable<SourceFile> files) => _uses ??= [.. files.Where(file => file != this
        && (IsNamed(file) || (IsAround(file) && Array.Exists(file._types, _words.Contains))))];

    private bool IsNamed(SourceFile file) => file.Namespace is { } used && used != Namespace
        && (_namespaces.Contains(used) || Array.Exists(file._types, type => _namespaces.Contains($"{used}.{type}")));

    private bool IsAround(SourceFile file) =>
        file.Room == Room && ExpectedNamespace.StartsWith(file.ExpectedNamespace + ".", StringComparison.Ordinal);

    /// <summary>Comments, and the text of strings on one line.</summary>
    [GeneratedRegex(@"//.*|""(?:[^""\\\r\n]|\\.)*""")]
    private static partial Regex Trivia();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\bPartition(?:\.\w+)+")]
    private static partial Regex QualifiedName();

    [GeneratedRegex(@"\b[A-Z]\w*\b")]
    private static partial Regex Word();

    [GeneratedRegex(
        @"^(public|internal) (?:[a-z]+ )*?(?:class|record struct|record|struct|enum|interface|delegate \w+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeLine();
}

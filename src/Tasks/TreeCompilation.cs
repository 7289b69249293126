using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Partition.DeviceTree;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.Tasks;

/// <summary>Compiles device tree sources of a project, all with the project's include directories and macros.</summary>
internal sealed class TreeCompilation(TaskEnvironment environment, ITaskItem[] includeDirectories, string[] defines)
{
    private readonly ProjectSourceFiles _files = new(environment);

    /// <summary>Whether labels are kept for overlays.</summary>
    public bool Symbols { get; init; }

    /// <summary>Which checks are made.</summary>
    public CheckSettings Checks { get; init; } = CheckSettings.None;

    /// <summary>Compiles a source.</summary>
    /// <param name="source">The source, from the project's directory.</param>
    /// <param name="what">What the project calls the file, for the error when it is missing.</param>
    /// <param name="at">Where the project names the file.</param>
    /// <param name="report">Takes the diagnostics and says whether none is an error.</param>
    /// <returns>The result with its document, or <see langword="null"/> when there was an error.</returns>
    public CompilationResult? Compile(string source, string what, SourceSpan at, Func<IEnumerable<Diagnostic>, bool> report)
    {
        if (!File.Exists(environment.GetAbsolutePath(source)))
        {
            report([HostDiagnostics.FileNotFound(at, what, source)]);
            return null;
        }

        var options = new CompilerOptions
        {
            IncludePrefixes =
            [
                .. includeDirectories
                    .Where(static directory => directory.GetMetadata("Prefix").Length > 0)
                    .Select(static directory => new IncludePrefix(directory.GetMetadata("Prefix").TrimEnd('/'), Slashed(directory.ItemSpec))),
            ],
            IncludeDirectories =
            [
                .. includeDirectories
                    .Where(static directory => directory.GetMetadata("Prefix").Length == 0)
                    .Select(static directory => Slashed(directory.ItemSpec)),
            ],
            Defines = [.. defines],
            GenerateSymbols = Symbols,
            Checks = Checks,
        };
        CompilationResult result = IsBlob(source) ? ReadBlob(source, options) : DeviceTreeCompiler.Compile(Slashed(source), _files, options);
        return report(result.Diagnostics) && result.Document is not null ? result : null;
    }

    /// <summary>What was read, with the dates that it had.</summary>
    public IEnumerable<DatedFile> WithDates(IEnumerable<string> dependencies) => _files.WithDates(dependencies);

    /// <summary>Whether a tree is compiled already, by the name that such a file has.</summary>
    private static bool IsBlob(string source) => Path.GetExtension(source) is ".dtb" or ".dtbo";

    /// <summary>Reads a blob, with the labels that its symbols keep.</summary>
    private CompilationResult ReadBlob(string source, CompilerOptions options)
    {
        var at = SourceSpan.File(Slashed(source));
        BlobReadResult blob = DeviceTreeBlob.Read(_files.TryRead(Slashed(source)) ?? []);
        if (blob.Document is not null)
        {
            SymbolLabels.Restore(blob.Document);
        }

        CompilationResult result = blob.Document is null
            ? new(null, blob.Diagnostics, [])
            : DeviceTreeCompiler.Check(blob.Document, options with { GenerateSymbols = false });
        return result with
        {
            Diagnostics = [.. result.Diagnostics.Select(diagnostic => diagnostic with { Span = at, Message = diagnostic.NamingItsNode() })],
            Dependencies = [Slashed(source)],
        };
    }

    /// <summary>A path as sources spell it; a project on Windows may use its own separators.</summary>
    private static string Slashed(string path) => OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;
}

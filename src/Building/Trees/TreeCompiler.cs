using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.DeviceTree;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.Building.Trees;

/// <summary>Compiles device tree sources of a project; a blob (<c>.dtb</c>) is read instead.</summary>
internal static class TreeCompiler
{
    /// <summary>The end of the year 9999.</summary>
    private const long MaxDate = 253_402_300_799;

    /// <summary>Compiles a source and reports what is found in it.</summary>
    /// <param name="session">The build.</param>
    /// <param name="source">The source, relative to the project's directory.</param>
    /// <param name="options">Include directories and macros.</param>
    /// <param name="settings">The rest.</param>
    /// <returns>The tree, or <see langword="null"/> when there was an error.</returns>
    public static CompiledTree? Compile(BuildSession session, string source, TreeOptions options, TreeSettings settings)
    {
        if (!File.Exists(session.Root(source)))
        {
            session.Report(MissingFile.Describe(settings.Span, settings.What, source, session.Root));
            return null;
        }

        var files = new ProjectSourceFiles(session.Root);
        CompilerOptions compilerOptions = OptionsOf(options, settings);
        session.Say(Importance.Detailed, $"Compiling {source}");
        CompilationResult result = IsBlob(source)
            ? ReadBlob(source, files, compilerOptions)
            : DeviceTreeCompiler.Compile(Slashed(source), files, compilerOptions);
        var advice = new IncludeAdvice(session.Root);
        bool isClean = session.Report(result.Diagnostics
            .Where(diagnostic => !settings.ErrorsOnly || diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => advice.AddTo(diagnostic, result.MissingIncludes)));
        return isClean && result.Document is { } document ? new(document, [.. files.WithDates(result.Dependencies)]) : null;
    }

    private static CompilerOptions OptionsOf(TreeOptions options, TreeSettings settings) => new()
    {
        IncludePrefixes =
        [
            .. options.IncludeDirectories
                .Where(static directory => directory.GetMetadata("Prefix").Length > 0)
                .Select(static directory => new IncludePrefix(directory.GetMetadata("Prefix").TrimEnd('/'), Slashed(directory.Identity))),
        ],
        IncludeDirectories =
        [
            .. options.IncludeDirectories
                .Where(static directory => directory.GetMetadata("Prefix").Length == 0)
                .Select(static directory => Slashed(directory.Identity)),
        ],
        Defines = [.. options.Defines],
        SourceDate = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(Math.Clamp(options.SourceDate, 0, MaxDate)),
        GenerateSymbols = settings.Symbols,
        Checks = settings.Checks,
    };

    private static bool IsBlob(string source) => Path.GetExtension(source) is ".dtb" or ".dtbo";

    /// <summary>Reads a blob, with the labels that its symbols keep.</summary>
    private static CompilationResult ReadBlob(string source, ProjectSourceFiles files, CompilerOptions options)
    {
        var at = SourceSpan.File(Slashed(source));
        byte[] file = files.TryRead(Slashed(source)) ?? [];
        BlobReadResult blob = DeviceTreeBlob.Read(file);
        if (blob.Document is not null)
        {
            SymbolLabels.Restore(blob.Document);
        }

        CompilationResult result = blob.Document is null
            ? new(null, blob.Diagnostics, [])
            : DeviceTreeCompiler.Check(blob.Document, options with { GenerateSymbols = false });
        return result with
        {
            Diagnostics =
            [
                .. result.Diagnostics.Select(diagnostic => diagnostic with { Span = at, Message = diagnostic.NamingItsNode() }),
                .. BlobFile.ReadBoards(file) is { Length: > 1 } boards
                    ? new[] { HostDiagnostics.SeveralTrees(at, source, boards) }
                    : [],
            ],
            Dependencies = [Slashed(source)],
        };
    }

    /// <summary>A path as sources spell it; a project on Windows may use its own separators.</summary>
    private static string Slashed(string path) => OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;
}

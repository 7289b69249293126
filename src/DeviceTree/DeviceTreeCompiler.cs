using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Diagnostics;
using Partition.DeviceTree.Preprocessing;
using Partition.DeviceTree.Resolution;
using Partition.DeviceTree.Syntax;
using Partition.DeviceTree.Text;

namespace Partition.DeviceTree;

/// <summary>Compiles device tree sources: preprocesses them, parses them, and resolves their references.</summary>
public static class DeviceTreeCompiler
{
    /// <summary>Compiles a source.</summary>
    /// <param name="path">The source, as <paramref name="files"/> knows it.</param>
    /// <param name="files">Where the source and all that it includes come from.</param>
    /// <param name="options">How to compile it.</param>
    /// <returns>The tree and what was found. A fault in the source is never an exception.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static CompilationResult Compile(string path, ISourceFiles files, CompilerOptions options)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);

        var table = new SourceFileTable(files, options.IncludeDirectories);
        var diagnostics = new DiagnosticBag(table);
        DeviceTreeDocument? document = Compile(new Inclusion(path, null, SourceSpan.None), table, diagnostics, options);
        return new(diagnostics.HasErrors ? null : document, diagnostics.ToImmutable(), [.. table.Opened]);
    }

    private static DeviceTreeDocument? Compile(Inclusion source, SourceFileTable files, DiagnosticBag diagnostics, CompilerOptions options)
    {
        if (files.Open(source) is not byte[] bytes)
        {
            diagnostics.Add(SourceFileDiagnostics.SourceNotFound(source.Path));
            return null;
        }

        var lexer = new Lexer(files, diagnostics, options);
        lexer.Open(options.Preprocess ? Preprocess(source, bytes, files, diagnostics, options) : Raw(source, bytes, diagnostics));
        DocumentSyntax syntax = new Parser(lexer, files, diagnostics).ParseDocument();
        bool isWhole = !diagnostics.HasErrors;
        diagnostics.Levels = options.Checks.Resolve(diagnostics.Add);
        DeviceTreeDocument document = new TreeResolver(syntax, diagnostics, options).Resolve(files.AnyMissing);
        if (isWhole && TreeChecker.IsWanted(diagnostics.Levels))
        {
            // Behind a fault of the syntax, what is missing would be reported once more.
            new TreeChecker(document, diagnostics).Check();
        }

        return document;
    }

    private static SourceBuffer Preprocess(Inclusion source, byte[] bytes, SourceFileTable files, DiagnosticBag diagnostics, CompilerOptions options)
    {
        PreprocessedText text = new Preprocessor(files, diagnostics, options).Run(source, bytes);
        return new(text.Buffer, text.Length, text.Map, source);
    }

    private static SourceBuffer Raw(Inclusion source, byte[] bytes, DiagnosticBag diagnostics)
    {
        var map = PositionMap.Of(SourceText.Raw(bytes), source.Path);
        diagnostics.Watch(map);
        return new(bytes, bytes.Length, map, source);
    }
}

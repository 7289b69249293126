using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Preprocessing;
using Partition.DeviceTree.Resolution;
using Partition.DeviceTree.Source;
using Partition.DeviceTree.Syntax;
using Partition.Diagnostics;

namespace Partition.DeviceTree;

/// <summary>Compiles device tree sources: preprocesses them, parses them, resolves their references, and checks the tree.</summary>
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

        var table = new SourceFileTable(files, options.IncludePrefixes, options.IncludeDirectories);
        var diagnostics = new DiagnosticBag(table);
        DeviceTreeDocument? document = Compile(new Inclusion(path, null, SourceSpan.None), table, diagnostics, options);
        return new(diagnostics.HasErrors ? null : document, diagnostics.ToImmutable(), [.. table.Opened])
        {
            MissingIncludes = table.Missing,
        };
    }

    /// <summary>Preprocesses a source and goes no further.</summary>
    /// <param name="path">The source, as <paramref name="files"/> knows it.</param>
    /// <param name="files">Where the source and all that it includes come from.</param>
    /// <param name="options">The macros and the include directories.</param>
    /// <returns>The text and what was found. A fault in the source is never an exception.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static PreprocessingResult Preprocess(string path, ISourceFiles files, CompilerOptions options)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);

        var table = new SourceFileTable(files, options.IncludePrefixes, options.IncludeDirectories);
        var diagnostics = new DiagnosticBag(table);
        byte[]? text = null;
        var source = new Inclusion(path, null, SourceSpan.None);
        if (Open(source, table, diagnostics) is byte[] bytes)
        {
            using var output = new PreprocessedText();
            new Preprocessor(table, diagnostics, output, options.Defines, options.Undefines, options.SourceDate).Run(source, bytes);
            text = LineMarkers.Write(output);
        }

        return new(diagnostics.HasErrors ? null : text, diagnostics.ToImmutable(), [.. table.Opened]);
    }

    /// <summary>
    /// Checks a tree that has no source, such as one that was read from a blob, and does to it what
    /// <see cref="Compile(string, ISourceFiles, CompilerOptions)"/> does to the tree of a source: symbols, aliases and fixups are written
    /// when the options ask for them.
    /// </summary>
    /// <param name="document">The tree; it stays as it is.</param>
    /// <param name="options">Which checks are made, and what is written; what is said there about sources means nothing here.</param>
    /// <returns>A tree like the given one, and what was found, at no place where the tree knows none. There are no dependencies.</returns>
    /// <remarks>As in dtc a property <c>name</c> that repeats its node's is dropped, and the boot CPU is that of the tree.</remarks>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static CompilationResult Check(DeviceTreeDocument document, CompilerOptions options)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(options);

        var diagnostics = new DiagnosticBag(new SourceFileTable(new InMemorySourceFiles(), [], []));
        DeviceTreeDocument result = Resolve(TreeSyntax.Of(document), diagnostics, options, missesFiles: false);
        result.BootCpuId = document.BootCpuId;
        result.Strings = document.Strings;
        result.IsFromBlob = document.IsFromBlob;
        return new(diagnostics.HasErrors ? null : result, diagnostics.ToImmutable(), []);
    }

    private static DeviceTreeDocument? Compile(Inclusion source, SourceFileTable files, DiagnosticBag diagnostics, CompilerOptions options)
    {
        if (Open(source, files, diagnostics) is not byte[] bytes)
        {
            return null;
        }

        var lexer = new Lexer(files, diagnostics, acceptsMark: options.Preprocess);
        using PreprocessedText? text = options.Preprocess ? new PreprocessedText() : null;
        if (text is null)
        {
            lexer.Open(Raw(source, bytes, diagnostics));
        }
        else
        {
            new Preprocessor(files, diagnostics, text, options.Defines, options.Undefines, options.SourceDate).Run(source, bytes);
            if (files.AnyMissing)
            {
                // Errors about undefined macros would only follow from this one. gcc also stops here.
                return null;
            }

            lexer.Open(new(text.Buffer, text.Length, text.Map, source));
        }

        DocumentSyntax syntax = new Parser(lexer, files, diagnostics).ParseDocument();
        return Resolve(syntax, diagnostics, options, files.AnyMissing);
    }

    private static byte[]? Open(Inclusion source, SourceFileTable files, DiagnosticBag diagnostics)
    {
        byte[]? bytes = files.Open(source);
        if (bytes is null)
        {
            diagnostics.Add(files.IsThere(source.Path)
                ? files.FaultOf(source.Path, SourceSpan.File(source.Path), source.Path)
                : SourceFileDiagnostics.SourceNotFound(source.Path));
        }

        return bytes;
    }

    private static DeviceTreeDocument Resolve(DocumentSyntax syntax, DiagnosticBag diagnostics, CompilerOptions options, bool missesFiles)
    {
        bool isWhole = !diagnostics.HasErrors;
        var findings = new CheckFindings(diagnostics, options.Checks.Resolve(diagnostics.Add));
        var made = new GeneratedNodes(options.PhandleFormat, options.GenerateAliases, options.GenerateSymbols, options.GenerateLocalFixups);
        DeviceTreeDocument document = new TreeResolver(syntax, findings, made).Resolve(missesFiles);
        if (isWhole && TreeChecker.IsWanted(findings.Levels))
        {
            // After a syntax error, missing parts would be reported once more.
            new TreeChecker(document, findings).Check();
        }

        return document;
    }

    private static SourceBuffer Raw(Inclusion source, byte[] bytes, DiagnosticBag diagnostics)
    {
        var map = PositionMap.Of(SourceText.Raw(bytes), source.Path);
        diagnostics.Watch(map);
        return new(bytes, bytes.Length, map, source);
    }
}

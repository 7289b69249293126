using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Source;

/// <summary>
/// Collects the diagnostics of one compilation and adds notes on their location: who included the file, which macro it was.
/// </summary>
internal sealed class DiagnosticBag(SourceFileTable files)
{
    /// <summary>More diagnostics do not help; a broken binary fed as a source would cause one for each byte.</summary>
    private const int MaxReported = 1000;

    /// <summary>Findings of checks are about the tree, which may be large; only a broken one has as many.</summary>
    private const int MaxFound = 20_000;

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<(string Code, SourceSpan Span, string Message, string? Check, string? Subject)> _seen = [];
    private readonly List<PositionMap> _maps = [];

    /// <summary>Whether an error was reported.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Makes the macro uses of a buffer known.</summary>
    public void Watch(PositionMap map) => _maps.Add(map);

    /// <summary>Reports a diagnostic.</summary>
    public void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == DiagnosticSeverity.Error;

        // A file that is included twice has its faults twice. Without a file, only the node tells one fault from another.
        string? subject = diagnostic.Span.HasFile ? null : diagnostic.Subject;
        int max = diagnostic.Check is null ? MaxReported : MaxFound;
        if (_diagnostics.Count < max && _seen.Add((diagnostic.Code, diagnostic.Span, diagnostic.Message, diagnostic.Check, subject)))
        {
            _diagnostics.Add(diagnostic with { Notes = diagnostic.Notes.AddRange(Circumstances(diagnostic.Span)) });
        }
    }

    /// <summary>Reports an included file that was not found, together with others of its folder.</summary>
    /// <param name="span">Where its name is written.</param>
    /// <param name="name">The name as it is written.</param>
    /// <param name="includer">The file that asks, or <see langword="null"/> when only the include directories were searched.</param>
    public void AddMissing(SourceSpan span, string name, string? includer)
    {
        HasErrors = true;
        if (files.AddMissing(span, name, includer) is { } single)
        {
            Add(single);
        }
    }

    /// <summary>All diagnostics in the order of the source: files in the order of opening, then lines and columns.</summary>
    public ImmutableArray<Diagnostic> ToImmutable()
    {
        foreach (Diagnostic missing in files.DescribeMissing())
        {
            Add(missing);
        }

        var order = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string path in files.Opened)
        {
            order.Add(path, order.Count);
        }

        return [.. _diagnostics
            .OrderBy(diagnostic => order.GetValueOrDefault(diagnostic.Span.Path ?? "", int.MaxValue))
            .ThenBy(static diagnostic => diagnostic.Span.StartLine)
            .ThenBy(static diagnostic => diagnostic.Span.StartColumn)];
    }

    private IEnumerable<DiagnosticNote> Circumstances(SourceSpan span)
    {
        if (!span.HasFile)
        {
            yield break;
        }

        MacroUse? use = _maps.Select(map => map.UseAt(span)).FirstOrDefault(static use => use is not null);
        if (use is { Definition.HasFile: true })
        {
            yield return new(use.Definition, $"The macro '{use.Macro}' is defined here.");
        }

        for (Inclusion? file = files.FirstInclusion(span.Path); file?.Includer is not null; file = file.Includer)
        {
            yield return new(file.Directive, "Included from here.");
        }
    }
}

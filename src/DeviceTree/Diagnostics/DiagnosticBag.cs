using System.Collections.Immutable;
using Partition.DeviceTree.Text;

namespace Partition.DeviceTree.Diagnostics;

/// <summary>Collects the faults of one compilation and adds what the places know: who included the file, which macro it was.</summary>
internal sealed class DiagnosticBag(SourceFileTable files)
{
    /// <summary>More faults than this help nobody; a broken binary fed as a source would give one for each byte.</summary>
    private const int MostReported = 1000;

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<(string Code, SourceSpan Span, string Message)> _seen = [];
    private readonly List<PositionMap> _maps = [];

    /// <summary>Whether an error was reported.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Makes the macro uses of a buffer known.</summary>
    public void Watch(PositionMap map) => _maps.Add(map);

    /// <summary>Reports a fault.</summary>
    public void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == DiagnosticSeverity.Error;

        // A file that is included twice has its faults twice.
        if (_diagnostics.Count < MostReported && _seen.Add((diagnostic.Code, diagnostic.Span, diagnostic.Message)))
        {
            _diagnostics.Add(diagnostic with { Notes = diagnostic.Notes.AddRange(Circumstances(diagnostic.Span)) });
        }
    }

    /// <summary>All faults in the order of the source: files in the order of opening, then lines and columns.</summary>
    public ImmutableArray<Diagnostic> ToImmutable()
    {
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

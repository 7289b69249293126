using System.Collections.Immutable;
using Partition.DeviceTree.Checks;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Source;

/// <summary>Collects the faults of one compilation and adds what the places know: who included the file, which macro it was.</summary>
internal sealed class DiagnosticBag(SourceFileTable files)
{
    /// <summary>More faults than this help nobody; a broken binary fed as a source would give one for each byte.</summary>
    private const int MostReported = 1000;

    /// <summary>What checks find is about the tree, which may be large; only a broken one has as much as this.</summary>
    private const int MostFound = 20_000;

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<(string Code, SourceSpan Span, string Message, string? Check, string? Subject)> _seen = [];
    private readonly List<PositionMap> _maps = [];

    /// <summary>Whether an error was reported.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>What comes of the checks.</summary>
    public CheckLevels Levels { get; set; } = new(CheckProfile.None);

    /// <summary>The nodes in which checks found something, also where nothing comes of it.</summary>
    public List<(TreeCheck Check, string Node)> Failures { get; } = [];

    /// <summary>Makes the macro uses of a buffer known.</summary>
    public void Watch(PositionMap map) => _maps.Add(map);

    /// <summary>Reports a fault.</summary>
    public void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == DiagnosticSeverity.Error;

        // A file that is included twice has its faults twice. Without a file, only the node tells one fault from another.
        string? subject = diagnostic.Span.HasFile ? null : diagnostic.Subject;
        int most = diagnostic.Check is null ? MostReported : MostFound;
        if (_diagnostics.Count < most && _seen.Add((diagnostic.Code, diagnostic.Span, diagnostic.Message, diagnostic.Check, subject)))
        {
            _diagnostics.Add(diagnostic with { Notes = diagnostic.Notes.AddRange(Circumstances(diagnostic.Span)) });
        }
    }

    /// <summary>Reports what a check found, at the level that it has.</summary>
    /// <param name="check">The check.</param>
    /// <param name="node">The path of the node.</param>
    /// <param name="property">The property's name, when it is about one.</param>
    /// <param name="diagnostic">What was found.</param>
    public void Add(TreeCheck check, string node, string? property, Diagnostic diagnostic)
    {
        Failures.Add((check, node));
        CheckLevel level = Levels.Of(check);
        DiagnosticSeverity severity = level == CheckLevel.Error ? DiagnosticSeverity.Error
            : diagnostic.Severity == DiagnosticSeverity.Error ? DiagnosticSeverity.Warning
            : diagnostic.Severity;
        if (level != CheckLevel.Off)
        {
            Add(diagnostic with { Severity = severity, Check = check.Name, Subject = property is null ? node : $"{node}:{property}" });
        }
    }

    /// <summary>Reports what a check found, at the level that it has.</summary>
    /// <param name="check">The check's name.</param>
    /// <param name="node">The path of the node.</param>
    /// <param name="property">The property's name, when it is about one.</param>
    /// <param name="diagnostic">What was found.</param>
    public void Add(string check, string node, string? property, Diagnostic diagnostic) =>
        Add(CheckCatalogue.Find(check)!, node, property, diagnostic);

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

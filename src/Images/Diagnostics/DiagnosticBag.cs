using System.Collections.Immutable;

namespace Partition.Images.Diagnostics;

/// <summary>Collects the diagnostics of one stage in the order they were found.</summary>
internal sealed class DiagnosticBag
{
    private readonly ImmutableArray<ImageDiagnostic>.Builder _items = ImmutableArray.CreateBuilder<ImageDiagnostic>();

    public bool HasErrors { get; private set; }

    public int Count => _items.Count;

    public void Add(ImageDiagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == ImageSeverity.Error;
        _items.Add(diagnostic);
    }

    public void AddRange(IEnumerable<ImageDiagnostic> diagnostics)
    {
        foreach (ImageDiagnostic diagnostic in diagnostics)
        {
            Add(diagnostic);
        }
    }

    public ImmutableArray<ImageDiagnostic> ToImmutable() => _items.ToImmutable();
}

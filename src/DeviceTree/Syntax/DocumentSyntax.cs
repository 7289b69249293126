using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Syntax;

/// <summary>A whole source with all it includes.</summary>
internal sealed class DocumentSyntax
{
    /// <summary>Whether the header says <c>/plugin/</c>.</summary>
    public bool IsPlugin { get; set; }

    /// <summary>The memory reservations, in order.</summary>
    public List<MemoryReservation> MemoryReservations { get; } = [];

    /// <summary>The statements, in order.</summary>
    public List<StatementSyntax> Statements { get; } = [];

    /// <summary>Labels that were passed over with what could not be understood; references to them are not at fault.</summary>
    public HashSet<string> PassedLabels { get; } = new(StringComparer.Ordinal);
}

using Partition.Diagnostics;

namespace Partition.Partitioning.Model;

/// <summary>The errors in what a project asks for as a whole.</summary>
internal static class PartitionDiagnostics
{
    public static Diagnostic InvalidPageSize(SourceSpan at, string text) => Diagnostic.Error("HV2045", at,
        $"The property PartitionPageSize is '{text}'. Write a power of two from 4K: 4K, 16K, 64K.");
}

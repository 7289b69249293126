namespace Partition.Benchmarks.Subjects;

/// <summary>What one run over the corpus took.</summary>
/// <param name="Cpu">User and system time of the whole process.</param>
/// <param name="BytesRead">Bytes of sources and headers that compilations opened, each file once for each tree.</param>
/// <param name="BytesAllocated">Bytes allocated on the managed heap.</param>
/// <param name="BytesWritten">Bytes of all blobs.</param>
internal sealed record CorpusFigures(TimeSpan Cpu, long BytesRead, long BytesAllocated, long BytesWritten);

namespace Partition.Benchmarks.Measuring;

/// <summary>What a process took.</summary>
/// <param name="Wall">From its start to its end.</param>
/// <param name="Cpu">Of it and of the processes that it waited for, in user mode and in the kernel.</param>
internal readonly record struct ProcessCost(TimeSpan Wall, TimeSpan Cpu);

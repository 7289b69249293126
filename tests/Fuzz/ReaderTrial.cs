using System.Diagnostics;
using Partition.DeviceTree.Fuzz;

namespace Partition.Fuzz;

/// <summary>One damaged input of a reader and what must hold for it: an answer within seconds, in bounded memory.</summary>
internal sealed class ReaderTrial
{
    private const long MaxAllocated = 512L << 20;

    private static readonly TimeSpan s_maxDuration = TimeSpan.FromSeconds(3);

    private readonly FuzzReader _reader;
    private readonly Random _random;

    /// <summary>Makes the trial of a number: always the same one. The first are the inputs as they are.</summary>
    public ReaderTrial(FuzzReader reader, int seed)
    {
        _reader = reader;
        _random = new Random(seed);
        byte[] other = reader.Inputs[_random.Next(reader.Inputs.Count)];
        byte[] origin = reader.Inputs[_random.Next(reader.Inputs.Count)];
        Bytes = seed < reader.Inputs.Count ? reader.Inputs[seed]
            : reader.IsText ? Mutation.OfText(origin, _random, other)
            : BinaryMutation.Of(origin, other, _random);
    }

    /// <summary>The damaged input.</summary>
    public byte[] Bytes { get; }

    /// <summary>Tries it.</summary>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    public string? Run()
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        string? fault;
        try
        {
            fault = _reader.Read(Bytes, _random);
        }
#pragma warning disable CA1031 // An exception of any kind is what is looked for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return $"exception: {exception}";
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return fault
            ?? (elapsed > s_maxDuration ? $"it took {elapsed.TotalMilliseconds:0} ms" : null)
            ?? (allocated > MaxAllocated ? $"it allocated {allocated >> 20} MiB" : null);
    }
}

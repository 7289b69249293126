using Partition.Fuzz;

namespace Partition.Sdk.Tests;

/// <summary>A share of what <c>eng/fuzz.sh</c> does: every kept input, and some hundred damaged ones, for everything that reads foreign
/// bytes.</summary>
[Trait("Speed", "Slow")]
public sealed class ReaderFuzzTests
{
    private const int Count = 400;

    private static readonly IReadOnlyList<FuzzReader> s_readers = FuzzReaders.Find(Repository.Root);

    public static TheoryData<string> Names => [.. s_readers.Select(static reader => reader.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryInputIsAnswered(string name)
    {
        FuzzReader reader = s_readers.Single(reader => reader.Name == name);
        Assert.NotEmpty(reader.Inputs);
        for (int i = 0; i < Count; i++)
        {
            // How long an input takes is looked at where nothing else runs; what never ends stops the test.
            string? fault = new ReaderTrial(reader, i).Run();
            Assert.True(
                fault is null || fault.StartsWith("it took", StringComparison.Ordinal), $"eng/fuzz.sh {name} 1 {i}: {fault}");
        }
    }

    [Fact]
    public void EveryReaderIsNamed() => Assert.Equal(
        ["tar", "newc", "ext2", "list", "table", "elf", "script", "dts", "dtb", "overlay", "planner", "lock"],
        s_readers.Select(static reader => reader.Name));

    /// <summary>The trial finds what it is there to find.</summary>
    [Fact]
    public void AnExceptionAndAFaultAreFound()
    {
        var throws = new FuzzReader("x", true, [[1, 2, 3]], static (_, _) => throw new InvalidOperationException("wrong"));
        Assert.StartsWith("exception: System.InvalidOperationException: wrong", new ReaderTrial(throws, 0).Run(), StringComparison.Ordinal);
        var lies = new FuzzReader("x", true, [[1, 2, 3]], static (bytes, _) => bytes.Length == 3 ? "the fault" : null);
        Assert.Equal("the fault", new ReaderTrial(lies, 0).Run());
        var greedy = new FuzzReader("x", true, [[1, 2, 3]], static (_, _) => new byte[600 << 20].Length == 0 ? "" : null);
        Assert.StartsWith("it allocated 600 MiB", new ReaderTrial(greedy, 0).Run(), StringComparison.Ordinal);
    }
}

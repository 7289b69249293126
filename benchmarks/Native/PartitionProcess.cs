namespace Partition.Benchmarks.Native;

/// <summary>The command <c>partition</c> as a shell starts it: a process that has everything still to load and to compile.</summary>
internal static class PartitionProcess
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "partition.exe" : "partition");

    /// <summary>Runs it; it must succeed.</summary>
    public static void Run(params string[] arguments) => NativeTool.Run(Program, arguments);
}

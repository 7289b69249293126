namespace Partition.Benchmarks.Native;

/// <summary>The command <c>partition</c> as a shell starts it: a process that has everything still to load and to compile.</summary>
internal static class PartitionProcess
{
    private static readonly string Extension = OperatingSystem.IsWindows() ? ".exe" : "";
    /// <summary>This program.</summary>
    public static readonly string Self = Path.Combine(AppContext.BaseDirectory, "Partition.Benchmarks" + Extension);

    /// <summary>The argument with which this program ends at once.</summary>
    public const string Nothing = "nothing";

    /// <summary>The program; another build of it may be set, such as one of machine code.</summary>
    public static string Program { get; set; } = Path.Combine(AppContext.BaseDirectory, "partition" + Extension);

    /// <summary>Runs it; it must succeed.</summary>
    public static void Run(params string[] arguments) => NativeTool.Run(Program, arguments);

    /// <summary>Runs a program of .NET that does nothing: what the start of any of them takes.</summary>
    public static void RunEmpty() => NativeTool.Run(Self, Nothing);
}

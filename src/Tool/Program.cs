namespace Partition.Tool;

/// <summary>The program <c>partition</c>.</summary>
internal static class Program
{
    private static int Main(string[] arguments) => PartitionCommand.Run(arguments, ToolConsole.OfProcess());
}

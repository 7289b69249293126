using Partition.Tool.Native;

namespace Partition.Tool;

/// <summary>The program <c>partition</c>, which answers to the names of the programs that it stands in for, too.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        ToolConsole console = ToolConsole.OfProcess();
        return NativeCommands.Find(NativeCommands.NameOfProcess()) is NativeCommand command
            ? NativeCommands.Run(command, arguments, console)
            : PartitionCommand.Run(arguments, console);
    }
}

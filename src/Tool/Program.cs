using Partition.Tool.Native;
using Partition.Tool.Terminal;

namespace Partition.Tool;

/// <summary>The program <c>partition</c>, which also answers to the names of the programs that it replaces.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        ToolConsole console = ToolConsole.OfProcess();
        return NativeCommands.Find(NativeName.OfProcess()) is NativeCommand command
            ? NativeRun.Start(command, arguments, console)
            : PartitionCommand.Run(arguments, console);
    }
}

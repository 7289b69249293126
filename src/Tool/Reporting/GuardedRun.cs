using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Tool.Terminal;

namespace Partition.Tool.Reporting;

/// <summary>A run of a command that ends with an exit code, whatever it throws.</summary>
internal static class GuardedRun
{
    /// <summary>Runs the work of a command and turns what it throws into an exit code.</summary>
    public static int Start(ToolConsole console, Func<int> work)
    {
        try
        {
            return work();
        }
        catch (InputFileException exception)
        {
            new Report(console).Write("partition", [exception.Diagnostic]);
            return ExitCode.InputHasErrors;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            new Report(console).Error("partition", exception.Message);
            return ExitCode.InputHasErrors;
        }
        catch (OperationCanceledException)
        {
            new Report(console).Error("partition", "It was stopped; what was there before is still there.");
            return ExitCode.InputHasErrors;
        }
#pragma warning disable CA1031 // The last line of defence: a fault of ours must say how to report it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            console.Error.WriteLine("partition: This failed in a way that nobody foresaw. Please report it with this text: "
                + Printable.EscapeLines(exception.ToString()));
            return ExitCode.Unexpected;
        }
    }
}

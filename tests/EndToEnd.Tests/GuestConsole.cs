using System.Diagnostics;

namespace Partition.EndToEnd.Tests;

/// <summary>Boots with <c>dotnet run</c> and reads the guest's console until the guest says that it is done.</summary>
internal static class GuestConsole
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    /// <summary>Boots what a project built.</summary>
    /// <param name="project">The project.</param>
    /// <param name="last">The text after which nothing more is wanted.</param>
    /// <param name="properties">Properties for the command line.</param>
    /// <returns>The console's lines up to that text.</returns>
    public static IReadOnlyList<string> Boot(SampleProject project, string last, params string[] properties)
    {
        var environment = new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1" };
        using Process process = Tool.Start("dotnet", project.Folder, environment, ["run", "--no-build", .. properties]);
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync();
            var lines = new List<string>();
            using var patience = new CancellationTokenSource(s_limit);
            while (Read(process, patience.Token) is { } line)
            {
                lines.Add(line);
                if (line.Contains(last, StringComparison.Ordinal))
                {
                    return lines;
                }
            }

            throw new InvalidOperationException($"The console ended without '{last}':\n{string.Join('\n', lines)}\n{(errors.IsCompleted ? errors.Result : "")}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }

    private static string? Read(Process process, CancellationToken patience)
    {
        try
        {
            return process.StandardOutput.ReadLineAsync(patience).AsTask().GetAwaiter().GetResult()?.TrimEnd('\r');
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}

using System.Diagnostics;

namespace Partition.EndToEnd.Tests;

/// <summary>Boots in QEMU and reads the console until all that is waited for was said.</summary>
internal static class GuestConsole
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    /// <summary>Boots what a project built, with <c>dotnet run</c>.</summary>
    /// <param name="project">The project.</param>
    /// <param name="last">The text after which nothing more is wanted.</param>
    /// <param name="properties">Properties for the command line.</param>
    /// <returns>The console's lines up to that text.</returns>
    public static IReadOnlyList<string> Boot(SampleProject project, string last, params string[] properties) =>
        Boot(project, [last], properties);

    /// <summary>Boots what a project built, with <c>dotnet run</c>.</summary>
    /// <param name="project">The project.</param>
    /// <param name="last">Texts, in any order, after all of which nothing more is wanted.</param>
    /// <param name="properties">Properties for the command line.</param>
    /// <returns>The console's lines up to the last of the texts.</returns>
    public static IReadOnlyList<string> Boot(SampleProject project, string[] last, params string[] properties) =>
        Boot(project.Folder, last, properties);

    /// <summary>Boots what a project in a folder built, with <c>dotnet run</c>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="last">Texts, in any order, after all of which nothing more is wanted.</param>
    /// <param name="properties">Properties for the command line.</param>
    /// <returns>The console's lines up to the last of the texts.</returns>
    public static IReadOnlyList<string> Boot(string folder, string[] last, params string[] properties) =>
        Read(
            Tool.Start(
                "dotnet",
                folder,
                new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1" },
                ["run", "--no-build", .. properties]),
            last);

    /// <summary>Boots with QEMU itself.</summary>
    /// <param name="project">The project, in whose folder QEMU runs.</param>
    /// <param name="last">Texts, in any order, after all of which nothing more is wanted.</param>
    /// <param name="arguments">QEMU's arguments.</param>
    /// <returns>The console's lines up to the last of the texts.</returns>
    public static IReadOnlyList<string> BootQemu(SampleProject project, string[] last, params string[] arguments) =>
        Read(Tool.Start("qemu-system-arm", project.Folder, new Dictionary<string, string>(), arguments), last);

    /// <summary>Boots with a script of its own.</summary>
    /// <param name="script">The script.</param>
    /// <param name="last">The text after which nothing more is wanted.</param>
    /// <param name="arguments">The script's arguments.</param>
    /// <returns>The console's lines up to that text.</returns>
    public static IReadOnlyList<string> BootScript(string script, string last, params string[] arguments) =>
        Read(Tool.Start("sh", Path.GetTempPath(), new Dictionary<string, string>(), [script, .. arguments]), [last]);

    private static List<string> Read(Process started, string[] last)
    {
        using Process process = started;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync();
            var lines = new List<string>();
            HashSet<string> awaited = [.. last];
            using var patience = new CancellationTokenSource(s_limit);
            while (Read(process, patience.Token) is { } line)
            {
                lines.Add(line);
                awaited.RemoveWhere(text => line.Contains(text, StringComparison.Ordinal));
                if (awaited.Count == 0)
                {
                    return lines;
                }
            }

            throw new InvalidOperationException(
                $"The console ended without '{string.Join("', '", awaited)}':\n"
                    + $"{string.Join('\n', lines)}\n{(errors.IsCompleted ? errors.Result : "")}");
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

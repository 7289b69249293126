using Microsoft.Build.Framework;

namespace Partition.Tasks;

/// <summary>Finds programs as a shell does.</summary>
internal static class ProgramSearch
{
    /// <summary>Finds a program by its path, or by its name on the PATH.</summary>
    /// <returns>Its path, or <see langword="null"/>.</returns>
    public static string? Find(TaskEnvironment environment, string command)
    {
        string name = OperatingSystem.IsWindows() && !command.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? command + ".exe" : command;
        return name.Contains('/') || name.Contains('\\')
            ? File.Exists(environment.GetAbsolutePath(name)) ? environment.GetAbsolutePath(name) : null
            : (environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(directory => Path.Combine(directory, name))
                .FirstOrDefault(File.Exists);
    }
}

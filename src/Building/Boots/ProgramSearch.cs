
namespace Partition.Building.Boots;

/// <summary>Finds programs as a shell does.</summary>
internal static class ProgramSearch
{
    /// <summary>Finds a program by its path, or by its name on the PATH.</summary>
    /// <returns>Its path, or <see langword="null"/>.</returns>
    public static string? Find(BuildSession session, string command)
    {
        string name = OperatingSystem.IsWindows() && !command.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)
            ? command + ".exe"
            : command;
        return name.Contains('/') || name.Contains('\\')
            ? File.Exists(session.Root(name)) ? session.Root(name) : null
            : (session.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(directory => Path.Combine(directory, name))
                .FirstOrDefault(File.Exists);
    }
}

namespace Partition.Building.Diagnostics;

/// <summary>
/// The pages about codes, which lie in the package as the tasks do: a link to one needs no network and is of the same version.
/// </summary>
internal static class DiagnosticPages
{
    private static readonly string? s_folder = FindFolder();

    /// <summary>Finds the page of a code.</summary>
    /// <param name="code">HV and four digits.</param>
    /// <returns>Its address; <see langword="null"/> where the tasks run without their package.</returns>
    public static string? Find(string code)
    {
        string page = Path.Join(s_folder, $"{code}.md");
        return s_folder is not null && File.Exists(page) ? new Uri(page).AbsoluteUri : null;
    }

    // The tasks are two folders below the package's own, or three where they are machine code.
    private static string? FindFolder()
    {
        DirectoryInfo? tasks = Directory.GetParent(typeof(DiagnosticPages).Assembly.Location);
        return new[] { tasks?.Parent?.Parent, tasks?.Parent?.Parent?.Parent }
            .Select(static package => Path.Join(package?.FullName, "docs", "diagnostics"))
            .FirstOrDefault(Directory.Exists);
    }
}

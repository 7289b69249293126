namespace Partition.Tasks;

/// <summary>The pages about codes, which lie in the package beside the tasks: a link to one needs no network and is of the same version.</summary>
internal static class DiagnosticPages
{
    private static readonly string s_folder = Path.Join(Path.GetDirectoryName(typeof(DiagnosticPages).Assembly.Location), "..", "..", "docs", "diagnostics");

    /// <summary>Finds the page of a code.</summary>
    /// <param name="code">HV and four digits.</param>
    /// <returns>Its address; <see langword="null"/> where the tasks run without their package.</returns>
    public static string? Find(string code)
    {
        string page = Path.Join(s_folder, $"{code}.md");
        return File.Exists(page) ? new Uri(page).AbsoluteUri : null;
    }
}

namespace Partition.EndToEnd.Tests;

/// <summary>
/// A solution of two boards, of which the second references the first; each test builds a copy of its own with one package cache for all.
/// </summary>
public sealed class SolutionFolder : IDisposable
{
    private readonly TemplateFolder _templates = new();

    public SolutionFolder()
    {
        Directory.CreateDirectory(_templates["original"]);
        _templates.New("original", "hvboard", "-o", "Gateway", "--hypervisor", "Xvisor").Succeeded();
        _templates.New("original", "hvboard", "-o", "Display", "--hypervisor", "None", "--global-json", "false").Succeeded();
        File.Move(_templates["original/Gateway/global.json"], _templates["original/global.json"]);
        string display = _templates["original/Display/Display.partproj"];
        File.WriteAllText(display, File.ReadAllText(display).Replace(
            "</Project>",
            "  <ItemGroup>\n    <ProjectReference Include=\"../Gateway/Gateway.partproj\" />\n  </ItemGroup>\n\n</Project>",
            StringComparison.Ordinal));
    }

    /// <summary>Makes a copy with a solution file that <c>dotnet sln</c> wrote.</summary>
    /// <param name="format">The solution's format: <c>slnx</c> or <c>sln</c>.</param>
    internal BoardSolution Create(string format = "slnx") => new(_templates, format);

    public void Dispose() => _templates.Dispose();
}

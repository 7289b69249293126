namespace Partition.EndToEnd.Tests;

/// <summary>A copy of the boards of <see cref="SolutionFolder"/>, with a solution.</summary>
internal sealed class BoardSolution
{
    private static int s_count;
    private readonly TemplateFolder _templates;
    private readonly string _name = $"copy{Interlocked.Increment(ref s_count)}";

    public BoardSolution(TemplateFolder templates, string format)
    {
        _templates = templates;
        Folders.Copy(templates["original"], templates[_name]);
        Dotnet("new", "sln", "--format", format, "-n", "Boards", "--debug:custom-hive", templates["hive"]).Succeeded();
        File = $"Boards.{format}";
        Dotnet("sln", File, "add", "Gateway", "Display").Succeeded();
    }

    /// <summary>The solution's file.</summary>
    public string File { get; }

    /// <summary>A path in the solution's folder.</summary>
    public string this[string path] => Path.Combine(_templates[_name], path);

    /// <summary>Runs <c>dotnet</c> in the solution's folder.</summary>
    public ToolResult Dotnet(params string[] arguments) => _templates.Dotnet(_name, arguments);

    /// <summary>The files below a folder that a build has made there.</summary>
    public string[] Built(string folder) => Folders.FilesOf(this[folder]);
}

namespace Partition.EndToEnd.Tests;

/// <summary>
/// A folder in which the templates are installed, for themselves and for all tests of a class; its boards share one package cache.
/// </summary>
public sealed class TemplateFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TemplateFolder()
    {
        _folder.Write("nuget.config", PackageFeed.Configuration());
        // Nothing of the folders above may reach in here.
        _folder.Write("Directory.Build.props", "<Project />");
        _folder.Write("Directory.Build.targets", "<Project />");
        _folder.Write("Directory.Packages.props", "<Project />");
        New(".", "install", PackageFeed.Templates).Succeeded();
    }

    /// <summary>A path in the folder.</summary>
    internal string this[string path] => _folder[path];

    /// <summary>Runs <c>dotnet new</c>.</summary>
    internal ToolResult New(string folder, params string[] arguments) =>
        Dotnet(folder, ["new", .. arguments, "--debug:custom-hive", _folder["hive"]]);

    /// <summary>Runs <c>dotnet</c>.</summary>
    internal ToolResult Dotnet(string folder, params string[] arguments) =>
        Tool.Run(
            "dotnet",
            _folder[folder],
            new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_NOLOGO"] = "1" },
            arguments);

    public void Dispose() => _folder.Dispose();
}

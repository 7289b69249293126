namespace Partition.EndToEnd.Tests;

/// <summary>The first minute of a new user: nothing installed, nothing in any cache.</summary>
public sealed class NewUserTests
{
    [ToolFact("qemu-system-arm")]
    public void ABoardIsMadeBuiltAndBootedTheFirstTime()
    {
        using var home = new TemporaryFolder();
        home.Write("work/nuget.config", PackageFeed.Configuration());
        Run(home, "work", "new", "install", PackageFeed.Templates);

        Run(home, "work", "new", "hvboard", "-o", "first");
        Run(home, "work/first", "build", "-warnaserror");

        ToolResult test = Run(home, "work/first", "test");
        Assert.Contains("guest0: up after ", test.Text, StringComparison.Ordinal);
    }

    private static ToolResult Run(TemporaryFolder home, string folder, params string[] arguments) => Tool.Run(
        "dotnet", home[folder], new Dictionary<string, string>
        {
            ["HOME"] = home.Path,
            ["DOTNET_CLI_HOME"] = home.Path,
            ["XDG_DATA_HOME"] = home["data"],
            ["NUGET_PACKAGES"] = home["packages"],
            ["MSBUILDDISABLENODEREUSE"] = "1",
        }, arguments).Succeeded();
}

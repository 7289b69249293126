using System.Text.RegularExpressions;

namespace Partition.EndToEnd.Tests;

/// <summary>What a person sees who sits at a terminal, where the .NET SDK uses its terminal logger.</summary>
public sealed partial class TerminalTests
{
    private const string Script = "script";

    [ToolFact(Script)]
    public void ErrorsShowTheirLineAndTheMark()
    {
        using var sample = new SampleProject();
        sample.Replace("vexpress-a9.partproj", "*; !uart3", "*; !uart9");

        string screen = OnTerminal(sample, "build");

        Assert.Contains("HV2011", screen, StringComparison.Ordinal);
        Assert.Contains("<Devices>", screen, StringComparison.Ordinal);
        Assert.Matches(@"\^~+", screen);
    }

    [ToolFact(Script)]
    public void ThePlanIsShownWithALinkAtTheEnd()
    {
        using var sample = new SampleProject();

        string screen = OnTerminal(sample, "build -t:PlanPartition");

        Assert.Contains("not given to any guest: uart3", screen, StringComparison.Ordinal);
        Assert.Contains("plan.txt", screen, StringComparison.Ordinal);
    }

    [ToolFact(Script)]
    public void ResultsOfTheBootTestAreShownAndCounted()
    {
        using var sample = new SampleProject();
        sample.WriteProgram("qemu", "echo 'uart 0x10009000 interrupt 37 serial0'; echo 'Partition payload: done'; sleep 60");

        string screen = OnTerminal(sample, "test -p:Hypervisor=None -p:QemuCommand=./qemu");

        Assert.Contains("guest0: up after ", screen, StringComparison.Ordinal);
        Assert.Contains("device checks passed", screen, StringComparison.Ordinal);
        Assert.Contains("Test summary: total: 3, failed: 0, succeeded: 3", screen, StringComparison.Ordinal);
    }

    private static string OnTerminal(SampleProject sample, string command)
    {
        ToolResult result = Tool.Run(
            Script,
            sample.Folder,
            new Dictionary<string, string>
            {
                ["NUGET_PACKAGES"] = sample["packages"],
                ["MSBUILDDISABLENODEREUSE"] = "1",
                ["TERM"] = "xterm-256color",
                ["DOTNET_CLI_UI_LANGUAGE"] = "en",
                // The .NET SDK leaves the terminal logger off where it finds the variables of a build server.
                ["MSBUILDTERMINALLOGGER"] = "on",
            },
            "-qec", $"stty cols 140 rows 50; exec dotnet {command}", "/dev/null");
        return Control().Replace(result.Text, "");
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]|\e\][^\e\a]*(\e\\|\a)", RegexOptions.CultureInvariant)]
    private static partial Regex Control();
}

using System.CommandLine;
using Partition.Tool.Terminal;
using Partition.Tool.Tests.Support;

namespace Partition.Tool.Tests;

public sealed class PartitionCommandTests
{
    public static TheoryData<string> Commands => [.. Leaves().Select(static leaf => leaf.Path)];

    [Fact]
    public void EveryArgumentOptionAndCommandSaysWhatItIs()
    {
        foreach ((string path, Command command) in Leaves())
        {
            Assert.False(string.IsNullOrEmpty(command.Description), path);
            Assert.All(command.Arguments, argument => Assert.False(string.IsNullOrEmpty(argument.Description), $"{path} {argument.Name}"));
            Assert.All(command.Options, option => Assert.False(string.IsNullOrEmpty(option.Description), $"{path} {option.Name}"));
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void EveryCommandHasHelpAndItsPlaceInTheManual(string path)
    {
        Outcome help = Workspace.Run([.. path.Split(' '), "--help"]);
        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains("Usage:", help.Output, StringComparison.Ordinal);

        using var manual = new StreamReader(typeof(PartitionCommandTests).Assembly.GetManifestResourceStream("tool.md")!);
        Assert.Contains($"`partition {path} ", manual.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutArgumentsThereIsTheHelp()
    {
        Outcome outcome = Workspace.Run();

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("Usage:", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("See 'partition --help'.", "nonsense")]
    [InlineData("See 'partition dts --help'.", "dts")]
    [InlineData("See 'partition dts --help'.", "dts", "a.dts", "--nonsense")]
    [InlineData("See 'partition image --help'.", "image")]
    [InlineData("See 'partition image cat --help'.", "image", "cat", "disk.img")]
    public void AFaultOfUsageEndsWith2AndPointsToTheHelp(string hint, params string[] arguments)
    {
        Outcome outcome = Workspace.Run(arguments);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.EndsWith(hint + "\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AnArgumentThatBeginsWithAnAtIsAFilesName() =>
        Assert.Equal("@none.dts: error HV1100: There is no file '@none.dts'.\n", Workspace.Run("dts", "@none.dts").Error);

    [Fact]
    public void ColorsAreThereOnlyWhenTheConsoleHasThem()
    {
        string[] arguments = ["dts", "none.dts"];

        Assert.DoesNotContain('\e', Workspace.Run(hasColors: false, arguments).Error);
        Assert.Equal(
            "\e[1mnone.dts:\e[0m \e[1;31merror HV1100:\e[0m There is no file 'none.dts'.\n",
            Workspace.Run(hasColors: true, arguments).Error);
    }

    private static IEnumerable<(string Path, Command Command)> Leaves()
    {
        var console = new ToolConsole { Output = TextWriter.Null, Error = TextWriter.Null, OpenOutput = static () => Stream.Null };
        return PartitionCommand.Create(console).Subcommands.SelectMany(static command => Leaves("", command));
    }

    private static IEnumerable<(string Path, Command Command)> Leaves(string prefix, Command command) => command.Subcommands.Count == 0
        ? [(prefix + command.Name, command)]
        : command.Subcommands.SelectMany(child => Leaves($"{prefix}{command.Name} ", child));
}

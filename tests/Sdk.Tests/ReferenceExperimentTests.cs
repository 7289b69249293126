using Partition.DeviceTree;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Printing;
using Partition.DeviceTree.Source;

namespace Partition.Sdk.Tests;

/// <summary>
/// The experiment that this SDK began with, in its three situations: a serial port in both trees of a guest, taken out of the hypervisor's
/// tree only, and taken out of both. The second one booted to a kernel panic with the tools of old.
/// </summary>
public sealed class ReferenceExperimentTests
{
    private const string WholeBoard = """<Guest Include="guest0" Memory="64M" Devices="*" Kernel="kernel.elf" Firmware="none" />""";
    private const string OwnTrees = """<Guest Include="guest0" Memory="64M" Devices="*" Kernel="kernel.elf" Firmware="none" """
        + """DeviceTree="system.dts" ConfigTree="config.dts" />""";

    [Fact]
    public void ThePortInBothTreesBuilds()
    {
        using TestProject project = Prepare("/none", "/none");

        Assert.Empty(project.Build().Errors);
    }

    [Fact]
    public void ThePortInTheGuestsTreeOnlyIsAnErrorAtItsNodeAndNothingIsWritten()
    {
        using TestProject project = Prepare("/none", "/aspace/uart3");
        DateTime before = File.GetLastWriteTimeUtc(project["bin/Debug/guests/guest0/config.dtb"]);

        BuildOutcome outcome = project.Build();

        string error = Assert.Single(outcome.Errors);
        Assert.Matches(@"^system\.dts\(\d+,\d+\): HV2050: The tree of guest 'guest0' describes 'uart3' \(/serial@1000c000\)", error);
        Assert.Equal(before, File.GetLastWriteTimeUtc(project["bin/Debug/guests/guest0/config.dtb"]));
    }

    [Fact]
    public void ThePortInNeitherTreeBuilds()
    {
        using TestProject project = Prepare("/serial@1000c000", "/aspace/uart3");

        Assert.Empty(project.Build().Errors);
    }

    /// <summary>Builds the whole board, and gives the project the two trees as its own, each without a node.</summary>
    private static TestProject Prepare(string withoutInSystem, string withoutInConfig)
    {
        TestProject project = GuestProject.Create(WholeBoard);
        Assert.Empty(project.Build().Errors);
        Take(project, "system", withoutInSystem);
        Take(project, "config", withoutInConfig);
        project.WriteProject(OwnTrees);
        return project;
    }

    private static void Take(TestProject project, string tree, string without)
    {
        var files = new InMemorySourceFiles().Add("tree.dts", File.ReadAllText(project[$"obj/Debug/guests/guest0/{tree}.dts"]));
        DeviceTreeDocument document = DeviceTreeCompiler.Compile("tree.dts", files, CompilerOptions.Default).Document!;
        if (document.FindByPath(without) is { } node)
        {
            node.Parent!.RemoveChild(node);
            document.FindByPath("/aliases")?.RemoveProperty("serial3");
        }
        else
        {
            Assert.Equal("/none", without);
        }

        using var text = new StringWriter { NewLine = "\n" };
        DeviceTreeText.Write(document, text);
        project.Write($"{tree}.dts", text.ToString());
    }
}

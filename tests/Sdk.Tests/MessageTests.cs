namespace Partition.Sdk.Tests;

/// <summary>What a build says besides its warnings and errors, and how much of it at which verbosity.</summary>
public sealed class MessageTests
{
    [Fact]
    public void EveryBuildSumsUpGuestsAndImageAtNormalVerbosity()
    {
        using TestProject project = GuestProject.Create(properties: "<DiskSize>8M</DiskSize>");

        string[] made = [.. project.Build().Messages.Where(static line => line.StartsWith("  ", StringComparison.Ordinal))];
        BuildOutcome idle = project.Build();

        Assert.Empty(idle.Stages);
        Assert.Collection(
            made,
            static guest => Assert.Equal("  guest0: 64 MiB, 1 CPU, 4 devices", guest),
            static image => Assert.Matches(@"^  disk\.img: 8\.0 MiB, 0\.\d MiB of them used \(\d %\)$", image));
        Assert.Equal<string>(made, idle.Messages.Where(static line => line.StartsWith("  ", StringComparison.Ordinal)));
    }

    [Fact]
    public void ABuildSaysOneLineOfItselfToWhoeverWantsLittle()
    {
        using TestProject project = GuestProject.Create();

        Assert.Equal($"board -> {project["bin/Debug/disk.img"]}", Assert.Single(project.Build().Highlights));
    }

    [Fact]
    public void EachErrorShowsItsLineAlsoWhenSeveralHaveTheSame()
    {
        using TestProject project = GuestProject.Create(
            """<Guest Include="guest0" Devices="nowhere; neither" />""", "<Hypervisor>None</Hypervisor>");

        BuildOutcome outcome = project.Build();

        Assert.Equal(2, outcome.Errors.Count(static error => error.StartsWith("board.partproj(12,25): ", StringComparison.Ordinal)));
        Assert.Equal(2, outcome.Highlights.Count(static text => text.Contains("Devices=\"nowhere; neither\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("tasks/net10.0")]
    [InlineData("tasks/net10.0/some-machine")]
    public void EveryCodeLinksToItsPageInThePackage(string folder)
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest.Replace("Memory=", "Memroy=", StringComparison.Ordinal));
        (string, string) tasks = project.CopyTasks(folder);
        project.Write("docs/diagnostics/HV0016.md", "# HV0016");

        Assert.Equal(new Uri(project["docs/diagnostics/HV0016.md"]).AbsoluteUri, Assert.Single(project.Build(tasks).HelpLinks));

        File.Delete(project["docs/diagnostics/HV0016.md"]);
        Assert.Equal("", Assert.Single(project.Build(tasks).HelpLinks));
    }

    [Fact]
    public void TheBoardsOwnTreeAndTheHypervisorsAreTwoFiles()
    {
        using TestProject project = GuestProject.Create(properties: "<HostDeviceTree>host.dts</HostDeviceTree>");
        project.Write("host.dts", TestBoard.Source);

        string error = Assert.Single(project.Build().Errors);

        Assert.StartsWith(
            "board.partproj: HV0005: Two device trees would be written to 'bin/Debug/host.dtb': "
            + "host.dts and the hypervisor's tree (HostTreeFile). ",
            error.Replace('\\', '/'),
            StringComparison.Ordinal);
        Assert.Empty(project.Build(("HostTreeFile", "bin/Debug/hypervisor.dtb")).Errors);
        Assert.Empty(project.Build(("Hypervisor", "None")).Errors);
    }

    [Fact]
    public void GuestsWithoutABoardAreAnError()
    {
        using TestProject project = GuestProject.Create(properties: "<HostDeviceTree />");

        Assert.StartsWith("board.partproj: HV0009: ", Assert.Single(project.Build().Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void ErrorsOfTargetsLinkToTheirPagesToo()
    {
        using TestProject project = GuestProject.Create();

        string pages = project.Property("_PartitionPages");

        Assert.StartsWith("file:///", pages, StringComparison.Ordinal);
        Assert.EndsWith("/docs/diagnostics/", pages, StringComparison.Ordinal);
    }
}

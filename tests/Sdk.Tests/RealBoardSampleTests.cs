using System.Collections.Immutable;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;

namespace Partition.Sdk.Tests;

/// <summary>The samples of real boards, on the trees of Linux: their plans are clean, and their guests have what is promised.</summary>
public sealed class RealBoardSampleTests
{
    private static readonly string s_linux = Path.Combine(Repository.Root, "artifacts", "kernel-trees");

    /// <summary>Warnings that the build of Linux turns off as well: trees of boards are full of them.</summary>
    private static readonly string[] s_dtcOptions =
    [
        "-I", "dtb", "-O", "dtb", "-o", "/dev/null",
        "-W", "no-unit_address_vs_reg", "-W", "no-simple_bus_reg", "-W", "no-interrupt_provider",
    ];

    [RealBoardTheory("dtc")]
    [InlineData("zcu102", "xlnx,zynqmp-uart xlnx,zynqmp-8.9a cdns,i2c-r1p14", "xlnx,zynq-can-1.0 cdns,gem")]
    [InlineData("imx8mp-evk", "fsl,imx8mp-uart nxp,imx8mp-fspi jedec,spi-nor fsl,imx8mp-i2c", "fsl,imx8mp-flexcan fsl,imx8mp-ecspi")]
    [InlineData("raspberry-pi-4", "arm,pl011 brcm,bcm2711-i2c", "brcm,bcm2835-spi microchip,mcp2515 brcm,bcm2711-gpio")]
    public void EachGuestHasItsDevicesInTreesThatDtcTakes(string sample, string first, string second)
    {
        using TestProject project = Open(sample);

        BuildOutcome outcome = project.Build(("LinuxSource", s_linux), ("LockedMode", "true"));

        Assert.Empty(outcome.Errors);
        // Without kernels nothing would boot; there is no other warning.
        Assert.Equal(2, outcome.Warnings.Length);
        Assert.All(outcome.Warnings, static warning => Assert.Contains(": HV5122: ", warning, StringComparison.Ordinal));
        AssertGuest(project, "guest0", has: first, lacks: second);
        AssertGuest(project, "guest1", has: second, lacks: first);
        foreach (string guest in new[] { "guest0", "guest1" })
        {
            Assert.Empty(Dtc(project, $"bin/Debug/guests/{guest}/system.dtb"));
            // Xen replaces /gic by its own controller.
            Assert.DoesNotContain(
                Dtc(project, $"bin/Debug/guests/{guest}/config.dtb"), static line => !line.Contains(": /gic: ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("", "LinuxSource must name the folder of a Linux source. Set it: dotnet build -p:LinuxSource=/path/to/linux")]
    [InlineData("linux", "LinuxSource is 'linux', and there is no 'arch/arm64/boot/dts/xilinx/zynqmp-zcu102-rev1.1.dts' in it.")]
    public void AMissingLinuxSourceIsTheOnlyError(string linux, string message)
    {
        using TestProject project = Open("zcu102");

        BuildOutcome outcome = project.Build("PlanPartition", ("LinuxSource", linux));

        Assert.Contains(message, Assert.Single(outcome.Errors), StringComparison.Ordinal);
        Assert.Empty(outcome.Warnings);
    }

    /// <summary>The sample as it is, built with the SDK's sources.</summary>
    private static TestProject Open(string sample)
    {
        var project = new TestProject("");
        string folder = Path.Combine(Repository.Root, "samples", "real-boards");
        project.WriteWholeProject(File.ReadAllText(Path.Combine(folder, sample, $"{sample}.partproj")));
        project.Write("Directory.Build.targets", File.ReadAllText(Path.Combine(folder, "Directory.Build.targets")));
        foreach (string file in new[] { "board.dts", "partition.lock.json" })
        {
            project.Write(file, File.ReadAllText(Path.Combine(folder, sample, file)));
        }

        return project;
    }

    private static void AssertGuest(TestProject project, string guest, string has, string lacks)
    {
        DeviceTreeDocument tree = DeviceTreeBlob.Read(File.ReadAllBytes(project[$"bin/Debug/guests/{guest}/config.dtb"])).Document!;
        HashSet<string> compatible = [.. tree.Nodes.SelectMany(static node => NamesOf(node))];
        Assert.Subset(compatible, has.Split(' ').ToHashSet());
        Assert.DoesNotContain(lacks.Split(' '), compatible.Contains);
    }

    private static ImmutableArray<string> NamesOf(DeviceTreeNode node) =>
        node.FindProperty("compatible") is { } property && property.Value.TryReadStrings(out ImmutableArray<string> names) ? names : [];

    private static string[] Dtc(TestProject project, string tree) =>
        Tool.Run("dtc", project.Folder, [.. s_dtcOptions, tree]).Succeeded().Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

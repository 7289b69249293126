namespace Partition.Sdk.Tests;

/// <summary>
/// A board whose devices share one clock controller, in a project: one line says who has it, and a file of the board its rates.
/// </summary>
public sealed class SupplierPolicyTests
{
    private const string Properties = "<Hypervisor>Xen</Hypervisor><HostDeviceTree>soc.dts</HostDeviceTree>";

    private const string Board = """
        /dts-v1/;
        / {
            #address-cells = <1>; #size-cells = <1>; interrupt-parent = <&gic>;
            chosen { stdout-path = &uart2; };
            cpus { #address-cells = <1>; #size-cells = <0>; cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a53"; reg = <0>; }; };
            memory@80000000 { device_type = "memory"; reg = <0x80000000 0x10000000>; };
            timer { compatible = "arm,armv8-timer"; interrupts = <1 13 8>, <1 14 8>, <1 11 8>, <1 10 8>; };
            gic: interrupt-controller@1000 { compatible = "arm,gic-400"; interrupt-controller; #interrupt-cells = <3>;
                reg = <0x1000 0x1000>, <0x2000 0x2000>, <0x4000 0x2000>, <0x6000 0x2000>; };
            uart0: serial@8000 { reg = <0x8000 0x1000>; interrupts = <0 1 4>; clocks = <&clk 3>; clock-names = "per"; };
            uart1: serial@9000 { reg = <0x9000 0x1000>; interrupts = <0 2 4>; clocks = <&clk 4>; clock-names = "per"; };
            uart2: serial@b000 { compatible = "arm,pl011"; reg = <0xb000 0x1000>; interrupts = <0 3 4>; };
            clk: clock-controller@a000 { compatible = "acme,clk"; reg = <0xa000 0x1000>; #clock-cells = <1>; };
        };
        """;

    private const string Items = """
        <Guest Include="linux" Memory="64M" Devices="uart0" />
        <Guest Include="control" Memory="64M" Devices="uart1" />
        <SupplierPolicy Include="clk" Owner="linux" Others="Frozen" />
        <BoardClocks Include="clk_summary.txt" />
        """;

    [Fact]
    public void TheRatesOfTheRunningBoardAreThoseOfTheFixedClocks()
    {
        using TestProject project = Create();

        Assert.Empty(project.Build().Errors);
        Assert.Contains("clk_4: clock-controller-4 {", Text(project), StringComparison.Ordinal);
        Assert.Contains("clock-frequency = <0x4c4b400>;", Text(project), StringComparison.Ordinal);
        Assert.DoesNotContain("clock-controller@a000 {", Text(project), StringComparison.Ordinal);
        Assert.Empty(project.Build().Stages);

        project.Write("clk_summary.txt", Summary(24_000_000));
        project.Touch("clk_summary.txt");
        Assert.Equal(["PlanPartition", "SliceGuest"], project.Build().Stages.Select(static stage => stage.Split(' ')[0]).Take(2));
        Assert.Contains("clock-frequency = <0x16e3600>;", Text(project), StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsMissingOrShowsNothingIsNamedWhereTheProjectHasIt()
    {
        using TestProject project = Create();
        project.Write("clk_summary.txt", "clock  enable_cnt\n");
        Assert.Contains(project.Build().Errors, static error => error.Contains("HV0051", StringComparison.Ordinal));

        File.Delete(project["clk_summary.txt"]);
        Assert.Contains(project.Build().Errors, static error => error.Contains("HV0004", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<SupplierPolicy Include=\"clk\" Ownr=\"linux\" />", "HV0016")]
    [InlineData("<SupplierPolicy Include=\"clk\" Others=\"Stub\" />", "HV2093")]
    [InlineData("<ClockRate Include=\"clk 4\" Frequency=\"24 MHz\" />", "HV2009")]
    [InlineData("<ClockRate Include=\"clk 4\" />", "HV2009")]
    [InlineData("<ClockRate Include=\"clk 4\" Rate=\"24000000\" />", "'Rate' of 'clk 4'. Did you mean 'Frequency'?")]
    [InlineData("<SupplierPolicy Include=\"clk\" Guest=\"linux\" />", "'Guest' of 'clk'. Did you mean 'Owner'?")]
    [InlineData("<SupplerPolicy Include=\"clk\" />", "HV0024")]
    public void ASlipIsNamed(string item, string message)
    {
        using TestProject project = Create(item);
        BuildOutcome outcome = project.Build();
        Assert.Contains(outcome.Errors.Concat(outcome.Warnings), found => found.Contains(message, StringComparison.Ordinal));
    }

    private static TestProject Create(string item = "")
    {
        var project = new TestProject(Items + item, Properties);
        project.Write("soc.dts", Board);
        project.Write("clk_summary.txt", Summary(80_000_000));
        return project;
    }

    private static string Summary(int rate) =>
        $" uart_clk   1   1   0   {rate}   0   0   50000   Y   9000.serial   per\n";

    private static string Text(TestProject project) =>
        File.ReadAllText(Directory.EnumerateFiles(project.Folder, "*.dts", SearchOption.AllDirectories)
            .Single(static path => path.Contains("control", StringComparison.Ordinal)
                && path.EndsWith("config.dts", StringComparison.Ordinal)));
}

namespace Partition.EndToEnd.Tests;

/// <summary>
/// Two guests whose devices need one clock controller run on the clocks that it has: Linux starts a PrimeCell device only with its clock.
/// </summary>
public sealed class XenSupplierTests
{
    private const string Board = """
        #include "virt.dts"

        / {
            ccu: clock-controller@9060000 {
                compatible = "acme,ccu";
                reg = <0x0 0x09060000 0x0 0x1000>;
                #clock-cells = <1>;
                #reset-cells = <1>;
            };
        };

        &rtc { clocks = <&ccu 3>; resets = <&ccu 7>; };
        &gpio { clocks = <&ccu 4>; };
        """;

    private const string Policy = """
          <ItemGroup>
            <SupplierPolicy Include="ccu" Others="Frozen" />
            <ClockRate Include="ccu 3" Frequency="1000000" />
            <ClockRate Include="gpio apb_pclk" Frequency="2000000" />
          </ItemGroup>
        </Project>
        """;

    private const string ShowClocks = """
        mount -t debugfs debugfs /sys/kernel/debug
        for clock in /sys/kernel/debug/clk/*; do
          [ -f "$clock/clk_rate" ] && echo "partition: clock ${clock##*/} $(cat "$clock/clk_rate")"
        done

        """;

    [ToolFact("qemu-system-arm")]
    public void EachGuestHasItsClockAtItsOwnRate()
    {
        using var project = new SampleProject("qemu-virt-xen");
        File.WriteAllText(project["board/shared.dts"], Board);
        string[] properties = [.. XenTests.Properties, SampleProject.Property("HostDeviceTree", "board/shared.dts")];

        ToolResult refused = project.Dotnet(["build", .. properties]);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("<SupplierPolicy Include=\"ccu\" Owner=\"guest1\" Others=\"Frozen\" />", refused.Text, StringComparison.Ordinal);

        Replace(project["qemu-virt-xen.partproj"], "</Project>", Policy);
        Replace(project["rootfs/init"], "echo \"partition: init\"\n", "echo \"partition: init\"\n" + ShowClocks);
        project.Dotnet(["build", .. properties]).Succeeded();

        IReadOnlyList<string> console = GuestConsole.Boot(project, XenTests.BothAreUp, properties);
        Assert.Equal(["rtc rtc0", "clock clock-controller-3 1000000"], Said(console, 1));
        Assert.Equal(["gpio gpiochip0", "clock clock-controller-4 2000000"], Said(console, 2));
    }

    private static string[] Said(IReadOnlyList<string> console, int guest) =>
    [
        .. XenTests.Said(console, guest, "rtc", "gpio"),
        .. XenTests.Said(console, guest, "clock clock-controller"),
    ];

    private static void Replace(string file, string old, string with)
    {
        string text = File.ReadAllText(file);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(old, with, StringComparison.Ordinal));
    }
}

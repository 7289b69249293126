using Partition.Partitioning.Model;
using Partition.Partitioning.Requests;

namespace Partition.Partitioning.Tests.Requests;

public class ClockSummaryTests
{
    [Fact]
    public void EachUserOfAClockHasItsRate() => Assert.Equal(
        [
            new MeasuredClock("deviceless", "", 24000000),
            new MeasuredClock("30860000.serial", "per", 80000000),
            new MeasuredClock("30890000.serial", "ipg", 80000000),
            new MeasuredClock("deviceless", "", 80000000),
        ],
        ClockSummary.Read("""
            root@board:~# cat /sys/kernel/debug/clk/clk_summary
                enable  prepare  protect  duty  hardware  connection
               clock  count  count  count  rate  accuracy phase  cycle  enable  consumer  id
            --------------------------------------------------------------------------------------------------------------
             osc_24m  3  3  1  24000000  0  0  50000  Y  deviceless  no_connection_id
                sys_pll1  2  2  0  80000000  0  0  50000  Y  30860000.serial  per
                30890000.serial  ipg
                deviceless  no_connection_id
                big  0  0  0  4800000000  0  -  50000  ?  40000000.gpu  core
                off  0  0  0  0  0  0  50000  N  50000000.spi  spi
            root@board:~#
            """).AsEnumerable());

    [Fact]
    public void AnOlderKernelShowsNoUsers() => Assert.Empty(ClockSummary.Read("""
         osc_24m                              3        3        1    24000000          0     0  50000         Y
            sys_pll1                          2        2        0    80000000          0     0  50000         Y
        """));

    [Fact]
    public void LinesFromAnotherSystemAreTheSame() => Assert.Equal(
        [new MeasuredClock("30860000.serial", "", 7)],
        ClockSummary.Read(" a 0 0 0 7 0 0 50000 Y 30860000.serial no_connection_id\r\n").AsEnumerable());
}

using System.Text.RegularExpressions;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Trees;

namespace Partition.Partitioning.Tests.Trees;

/// <summary>The slices of the sample board in the eyes of dtc.</summary>
public partial class SliceOracleTests
{
    [ToolTheory("dtc")]
    [InlineData("*")]
    [InlineData("*; !uart3")]
    [InlineData("uart1")]
    [InlineData("uart0; rtc; timer01")]
    [InlineData("compatible:arm,pl011; !uart2")]
    [InlineData("board_clcd; dvi")]
    [InlineData("static_memory; !usb")]
    [InlineData("")]
    public void DtcFindsNothingInASliceThatItDoesNotFindOnTheBoard(string devices)
    {
        Board board = SampleBoard.Read();
        HashSet<string> known = [.. Warnings(board.Document)];
        DeviceTreeDocument slice = OperatingSystemTree.Cut(board.PlanOne(devices));
        Assert.Empty(Warnings(slice).Except(known));
    }

    /// <summary>The kinds of dtc's warnings.</summary>
    private static string[] Warnings(DeviceTreeDocument tree) =>
        [.. Tool.Run("dtc", Path.GetTempPath(), DeviceTreeBlob.Write(tree), "-I", "dtb", "-O", "dts", "-o", "-", "-").Succeeded().Errors
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => Kind().Match(line)).Select(static match => match.Groups[1].Value).Distinct()];

    [GeneratedRegex(@"Warning \(([a-z0-9_]+)\)")]
    private static partial Regex Kind();
}

using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;

namespace Partition.Partitioning.Tests.Rules;

/// <summary>One cause is reported in one line, whatever the number of guests; what the project allows is left out of it.</summary>
public class FindingGroupTests
{
    private static readonly Board s_board = Source.BoardWith("""
        clk: clock-controller@9000 { reg = <0x9000 0x1000>; #clock-cells = <1>; };
        u0: serial@a000 { reg = <0xa000 0x100>; clocks = <&clk 0>; };
        u1: serial@a100 { reg = <0xa100 0x100>; clocks = <&clk 1>; };
        u2: serial@a200 { reg = <0xa200 0x100>; clocks = <&clk 2>; };
        """);

    [Fact]
    public void APageIsReportedOnce()
    {
        Diagnostic page = Assert.Single(Plan(), static diagnostic => diagnostic.Code == "HV2034");

        Assert.Equal(
            "3 devices of several owners lie in one page of 4 KiB at 0x0000a000: 'u0' of guest 'a'; 'u1' of guest 'b'; 'u2' of guest 'c'. "
            + "Memory is given away in whole pages, so each owner would reach the others' registers: give all of them to the same guest, "
            + "or let the hypervisor emulate one.",
            page.Message);
    }

    [Fact]
    public void ASupplierIsReportedOnceWithEveryoneWhoNeedsIt()
    {
        Diagnostic supplier = Assert.Single(Plan(), static diagnostic => diagnostic.Code == "HV2031");

        Assert.Equal(
            "Guests 'a', 'b' and 'c' all reach 'clk' (/clock-controller@9000), and what one sets there the others lose: "
            + "'a' by u0 → clocks → clk (clocks 0), 'b' by u1 → clocks → clk (clocks 1), 'c' by u2 → clocks → clk (clocks 2). "
            + "Leave it to one of them, and let the others keep what is set there: "
            + "<SupplierPolicy Include=\"clk\" Owner=\"a\" Others=\"Frozen\" />; "
            + "or, if they do not disturb each other, let them use it together: Others=\"Shared\".",
            supplier.Message);
    }

    [Fact]
    public void ADeviceThatAllListIsReportedOnce()
    {
        Diagnostic twice = Assert.Single(
            s_board.Plan(Planning.Guest("u0", "a"), Planning.Guest("u0", "b"), Planning.Guest("u0", "c")).Diagnostics,
            static diagnostic => diagnostic.Code == "HV2030");

        Assert.StartsWith("Guests 'a', 'b' and 'c' all get 'u0'", twice.Message, StringComparison.Ordinal);
        Assert.Contains("into Devices of all but one", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhoNeedsWhatTwoOthersListIsToldApartFromThem()
    {
        string[] codes = [.. s_board.Plan(Planning.Guest("clk", "a"), Planning.Guest("clk", "b"), Planning.Guest("u0", "c")).Diagnostics
            .Select(static diagnostic => diagnostic.Code)];

        Assert.Equal(["HV2030", "HV2031"], codes);
    }

    [Fact]
    public void WhatIsAllowedIsLeftOutOfTheLine()
    {
        Diagnostic page = Assert.Single(
            Plan(new AllowanceRequest("u2", "HV2034", "the third is trusted", SourceSpan.None)),
            static diagnostic => diagnostic.Code == "HV2034");

        Assert.Contains("'u0' (/serial@a000), which guest 'a' uses, and 'u1'", page.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'u2'", page.Message, StringComparison.Ordinal);
    }

    private static ImmutableArray<Diagnostic> Plan(params AllowanceRequest[] allowances) => PartitionPlanner.Plan(
        new PartitionRequest(s_board, [Planning.Guest("u0", "a"), Planning.Guest("u1", "b"), Planning.Guest("u2", "c")])
        {
            Policy = BareBoardPolicy.Instance,
            Allowances = [.. allowances],
        }).Diagnostics;
}

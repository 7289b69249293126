using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Trees;

namespace Partition.Hypervisors.Tests.None;

public class NoHypervisorTests
{
    private static readonly IHypervisor s_none = HypervisorCatalog.Find("None", [])!;

    [Fact]
    public void AGuestOnTheBareBoardNeedsNoTreeNoImageAndNoPatches()
    {
        var diagnostics = new List<Diagnostic>();
        Assert.Null(s_none.Trees.BuildConfigTree(SampleBoard.Read().PlanOne(Builds.Guest()), diagnostics));
        BootFileSet? boot = s_none.Boot?.BuildBootFiles(new BootRequest("board", []));
        Assert.Empty(boot?.Files ?? []);
        Assert.Empty(boot?.Diagnostics ?? []);
        Assert.Empty(diagnostics);
        Assert.False(s_none.Policy.PatchesKernels(SampleBoard.Read().Plan(Builds.Guest())) || s_none.Boot is not null);
    }

    [Fact]
    public void WhatAGuestIsGivenIsWhatThePlanSays()
    {
        GuestPlan plan = SampleBoard.Read().PlanOne(Builds.Guest("*; !uart3"));
        Assert.Equal(
            TreeAgreement.RegionsOf(plan).Select(static region => region.ToString()),
            s_none.Trees.ReadRegions(plan, null).Select(static region => region.ToString()));
        Assert.Empty(TreeAgreement.Compare(plan.Name, OperatingSystemTree.Cut(plan), s_none.Trees.ReadRegions(plan, null)));
    }

    [Fact]
    public void TheBoardsTreeStaysAsItIs()
    {
        DeviceTreeDocument tree = SampleBoard.Read().Document;
        s_none.Boot?.BuildHostTree(tree, new BootRequest("board", []), []);
        Assert.Equal(DeviceTreeBlob.Write(SampleBoard.Read().Document), DeviceTreeBlob.Write(tree));
    }
}

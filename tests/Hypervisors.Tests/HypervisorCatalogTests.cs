using Partition.Diagnostics;
using Partition.Hypervisors.Tests.Support;

namespace Partition.Hypervisors.Tests;

public class HypervisorCatalogTests
{
    [Theory]
    [InlineData("Xvisor")]
    [InlineData("xvisor")]
    [InlineData("XEN")]
    [InlineData("NONE")]
    public void AHypervisorIsFoundInAnyCase(string name)
    {
        var diagnostics = new List<Diagnostic>();
        Assert.Equal(name, HypervisorCatalog.Find(name, diagnostics)!.Name, ignoreCase: true);
        Assert.Empty(diagnostics);
    }

    [Theory]
    [InlineData("Jailhouse")]
    [InlineData("")]
    public void AnUnknownOneIsReportedWithThoseThereAre(string name)
    {
        var diagnostics = new List<Diagnostic>();
        Assert.Null(HypervisorCatalog.Find(name, diagnostics));
        Assert.Equal(
            [$"HV5001: There is no hypervisor '{name}' here. Set the property Hypervisor to one of: Xvisor, Xen, None."],
            diagnostics.Messages());
    }

    [Fact]
    public void XvisorRunsPatchedKernelsFromADiskImage() =>
        Assert.True(Builds.Xvisor.Policy.PatchesKernels(SampleBoard.Read().Plan(Builds.Guest())) && Builds.Xvisor.Boot is not null);
}

using Partition.DeviceTree.Checks;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Tests.Checks;

public class CheckCaseTests
{
    /// <summary>Checks that report nothing themselves, or everything.</summary>
    private static readonly string[] Silent = ["addr_size_cells", "simple_bus_bridge", "always_fail"];

    public static TheoryData<string> Names() => [.. CheckCase.All.Select(static item => item.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheFindingsAreThoseOfDtc(string name)
    {
        var item = new CheckCase(name);
        Assert.Equal(CheckCase.Found(item.Recorded), item.Findings(item.Recorded));
    }

    [Fact]
    public void EachWarningOfDtcIsFoundSomewhere()
    {
        var found = CheckCase.All
            .SelectMany(static item => CheckCase.Found(item.Recorded))
            .Select(static line => line.Split(' ')[0])
            .ToHashSet();
        Assert.Equal(
            Silent,
            CheckCatalogue.All
                .Take(89)
                .Where(check => check.Level != CheckLevel.Error && !found.Contains(check.Name))
                .Select(static check => check.Name));
    }

    [Fact]
    public void EachFindingHasACodeOfItsCheck()
    {
        foreach (Diagnostic diagnostic in CheckCase.All.SelectMany(static item => item.Diagnostics()))
        {
            Assert.Contains(diagnostic.Code, CheckCatalogue.Find(diagnostic.Check!)!.Codes);
        }
    }
}

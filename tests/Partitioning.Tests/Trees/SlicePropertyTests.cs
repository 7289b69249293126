using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Trees;

namespace Partition.Partitioning.Tests.Trees;

/// <summary>What holds for every board and every selection. The seed in a failing test's name brings the case back.</summary>
[Trait("Speed", "Slow")]
public class SlicePropertyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 30)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void NoReferenceOfASliceDangles(int seed)
    {
        foreach (GuestPlan plan in Plans(seed).SelectMany(static plan => plan.Guests))
        {
            DeviceTreeDocument slice = OperatingSystemTree.Cut(plan);
            foreach (DeviceTreeProperty property in slice.Nodes.SelectMany(static node => node.Properties))
            {
                foreach (ValueMarker reference in property.Value.References
                    .Where(static marker => marker.Kind == ValueMarkerKind.PhandleReference))
                {
                    DeviceTreeNode? target = slice.FindByReference(reference.Text);
                    Assert.True(
                        target is not null,
                        $"&{reference.Text} of {property.Name} is gone from the slice for '{plan.Request.Devices}'");
                    Assert.True(target.FindProperty("phandle")!.Value.Bytes.SequenceEqual(property.Value.Bytes.Slice(reference.Offset, 4)));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AddressesAndInterruptsOfASliceAreThoseOfTheBoard(int seed)
    {
        foreach (GuestPlan plan in Plans(seed).SelectMany(static plan => plan.Guests))
        {
            // Read back from bytes, as a guest does.
            Board slice = Board.Read(DeviceTreeBlob.Read(DeviceTreeBlob.Write(OperatingSystemTree.Cut(plan))).Document!);
            foreach (BoardDevice device in slice.Devices.Where(static device => device.Role == DeviceRole.Device))
            {
                BoardDevice original = plan.Board[plan.Board.Document.FindByPath(device.Node.Path)!];
                Assert.Equal(original.Registers.AsEnumerable(), device.Registers.AsEnumerable());
                Assert.Equal(original.Interrupts.AsEnumerable(), device.Interrupts.AsEnumerable());
                Assert.Equal(original.Role, device.Role);
            }

            Assert.Equal(
                plan.Devices.Select(static owned => owned.Device.Node.Path),
                slice.Devices.Where(static device => device.Role is DeviceRole.Device or DeviceRole.Platform)
                    .Select(static device => device.Node.Path));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void GuestsOfAPlanWithoutErrorsShareNoDevice(int seed)
    {
        foreach (PartitionPlan plan in Plans(seed).Where(static plan => !plan.HasErrors))
        {
            string[] owned = [.. plan.Guests
                .SelectMany(static guest => Board.Read(OperatingSystemTree.Cut(guest)).Devices)
                .Where(static device => device.Role == DeviceRole.Device)
                .Select(static device => device.Node.Path)];
            Assert.Equal(owned.Distinct(), owned);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ASliceAgreesWithThePlanThatItWasCutFrom(int seed)
    {
        foreach (GuestPlan plan in Plans(seed).SelectMany(static plan => plan.Guests))
        {
            Assert.Empty(TreeAgreement.Compare(plan.Name, OperatingSystemTree.Cut(plan), TreeAgreement.RegionsOf(plan)));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void TheOrderOfGuestsDecidesNothing(int seed)
    {
        foreach (PartitionPlan plan in Plans(seed))
        {
            PartitionPlan reversed = PartitionPlanner.Plan(plan.Request with { Guests = [.. plan.Request.Guests.Reverse()] });
            Assert.Equal(Codes(plan), Codes(reversed));
            foreach (GuestPlan guest in plan.Guests)
            {
                GuestPlan same = reversed.Guests.Single(other => other.Name == guest.Name);
                Assert.Equal(DeviceTreeBlob.Write(OperatingSystemTree.Cut(guest)), DeviceTreeBlob.Write(OperatingSystemTree.Cut(same)));
            }
        }

        static IEnumerable<string> Codes(PartitionPlan plan) =>
            plan.Diagnostics.Select(static diagnostic => diagnostic.Code).Order(StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void CuttingASliceAgainChangesNothing(int seed)
    {
        foreach (GuestPlan plan in Plans(seed).SelectMany(static plan => plan.Guests))
        {
            DeviceTreeDocument once = OperatingSystemTree.Cut(plan);
            GuestPlan again = PartitionPlanner.Plan(Board.Read(once), [plan.Request with { Devices = "*", Refinements = [] }]).Guests[0];
            Assert.Equal(DeviceTreeBlob.Write(once), DeviceTreeBlob.Write(OperatingSystemTree.Cut(again)));
        }
    }

    [Fact]
    public void TheRandomBoardsAreWorthIt()
    {
        PartitionPlan[] plans = [.. Enumerable.Range(0, 30).SelectMany(Plans)];
        Assert.InRange(plans.Count(static plan => plan.HasErrors), 10, plans.Length - 10);
        Assert.Contains(plans, static plan => plan.Guests[0].Devices.Any(static owned => owned.Because.Length > 40));
    }

    private static IEnumerable<PartitionPlan> Plans(int seed)
    {
        RandomBoard made = RandomBoard.Make(seed);
        Board board = Source.Board(made.Text);
        var random = new Random(seed);
        for (int i = 0; i < 6; i++)
        {
            yield return board.Plan(Planning.Guest(made.Selection(random), "left"), Planning.Guest(made.Selection(random), "right"));
        }
    }
}

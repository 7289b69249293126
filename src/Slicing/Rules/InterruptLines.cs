using Partition.DeviceTree;

namespace Partition.Slicing;

/// <summary>A line at the interrupt controller goes to one guest.</summary>
internal static class InterruptLines
{
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan)
    {
        var takers = new Dictionary<InterruptId, HardwareUse>();
        foreach (HardwareUse use in HardwareUse.Of(plan))
        {
            foreach (InterruptId line in use.Device.Interrupts.Where(static line => !line.IsPrivate).Distinct())
            {
                if (takers.TryAdd(line, use))
                {
                    continue;
                }

                HardwareUse first = takers[line];
                // One device of two owners is a finding of its own.
                if (first.Guest != use.Guest && first.Device.Node != use.Device.Node)
                {
                    yield return new(RuleDiagnostics.InterruptOfTwo(line, first, use), [first.Device, use.Device]);
                }
            }
        }
    }
}

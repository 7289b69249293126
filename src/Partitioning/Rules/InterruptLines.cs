using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Rules;

/// <summary>A line at the interrupt controller goes to one guest.</summary>
internal static class InterruptLines
{
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan)
    {
        IEnumerable<(InterruptId Line, HardwareUse Use)> uses = HardwareUse.Of(plan).SelectMany(static use =>
            use.Device.Interrupts.Where(static line => !line.IsPrivate).Distinct().Select(line => (line, use)));
        foreach (IGrouping<InterruptId, HardwareUse> line in uses.GroupBy(static pair => pair.Line, static pair => pair.Use))
        {
            HardwareUse[][] owners = [.. line.GroupBy(static use => use.Guest).Select(static owner => owner.ToArray())];
            for (int i = 0; i < owners.Length; i++)
            {
                for (int j = i + 1; j < owners.Length; j++)
                {
                    if (FindPair(owners[i], owners[j]) is (HardwareUse first, HardwareUse second))
                    {
                        yield return new(RuleDiagnostics.InterruptOfTwo(line.Key, first, second), [first.Device, second.Device]);
                    }
                }
            }
        }
    }

    /// <summary>Two devices, one of each owner. A single device of two owners is a finding of its own.</summary>
    private static (HardwareUse, HardwareUse)? FindPair(HardwareUse[] ofOne, HardwareUse[] ofOther)
    {
        foreach (HardwareUse one in ofOne)
        {
            if (Array.Find(ofOther, other => other.Device.Node != one.Device.Node && !HardwareUse.IsAgreed(one, other)) is { } other)
            {
                return (one, other);
            }
        }

        return null;
    }
}

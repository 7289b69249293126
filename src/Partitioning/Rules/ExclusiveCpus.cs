using Partition.Partitioning.Model;

namespace Partition.Partitioning.Rules;

/// <summary>A CPU that a guest has for itself runs no other guest.</summary>
internal static class ExclusiveCpus
{
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan)
    {
        if (!plan.Request.Policy.RunsGuestsTogether)
        {
            yield break;
        }

        for (int i = 0; i < plan.Guests.Length; i++)
        {
            for (int j = i + 1; j < plan.Guests.Length; j++)
            {
                (GuestPlan first, GuestPlan second) = (plan.Guests[i], plan.Guests[j]);
                int[] both = [.. first.HostCpus.Intersect(second.HostCpus)];
                if (both.Length > 0 && (first.Request.ExclusiveCpus || second.Request.ExclusiveCpus))
                {
                    yield return new(RuleDiagnostics.CpuOfTwo(first, second, both), []);
                }
            }
        }
    }
}

using System.Text;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>What Xvisor shows when the project has no banner of its own: who is on the board.</summary>
internal static class Banner
{
    public static string Write(BootRequest request)
    {
        var text = new StringBuilder();
        text.AppendUnixLine($"{request.BoardName}, divided by Partition.Sdk:");
        foreach (GuestFiles guest in request.Guests)
        {
            text.AppendUnixLine($"  {guest.Plan.Name}: {new ByteSize(guest.Plan.Memory.Size)} of "
                + $"RAM{(guest.AutoStart ? "" : $", waits for 'guest kick {guest.Plan.Name}'")}");
        }

        return text.ToString();
    }
}

using Partition.Diagnostics;
using Partition.Hypervisors.Consoles;

namespace Partition.Building.Items;

/// <summary>An <c>ExpectDevice</c> or <c>RejectDevice</c> item.</summary>
/// <param name="Device">What is looked for.</param>
/// <param name="Guest">The guest that lists it; empty for each.</param>
/// <param name="IsWanted">Whether it must be listed; otherwise it must not.</param>
/// <param name="Place">Where the project says so.</param>
internal sealed record ExpectationItem(DeviceExpectation Device, string Guest, bool IsWanted, SourceSpan Place)
{
    /// <summary>Whether it is about a guest.</summary>
    public bool IsAbout(string guest) => Guest.Length == 0 || Guest.Equals(guest, StringComparison.OrdinalIgnoreCase);
}

using Partition.DeviceTree.Checks;
using Partition.Diagnostics;

namespace Partition.Building.Items;

/// <summary>Reads how a project wants its device trees checked.</summary>
internal static class CheckOptions
{
    /// <summary>Reads a profile and the switches behind it.</summary>
    /// <param name="profile">A profile's name, in any case; empty for none.</param>
    /// <param name="switches">Names of checks, behind <c>no-</c> to switch one off.</param>
    /// <param name="at">Where the project says so.</param>
    /// <param name="report">Takes the fault when there is no such profile.</param>
    public static CheckSettings Read(string profile, string[] switches, SourceSpan at, Action<Diagnostic> report)
    {
        string? name = profile.Length == 0
            ? nameof(CheckProfile.None)
            : Array.Find(Enum.GetNames<CheckProfile>(), known => known.Equals(profile, StringComparison.OrdinalIgnoreCase));
        if (name is null)
        {
            report(PropertyForm.WarningProfile.Describe(at, profile));
            return CheckSettings.None;
        }

        return switches.Aggregate(
            CheckSettings.Of(Enum.Parse<CheckProfile>(name)),
            static (settings, check) => settings.WithWarning(check));
    }
}

using Partition.Diagnostics;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Requests;

/// <summary>Checks the form of settings that only some hypervisors read, so that a wrong one is reported under every hypervisor.</summary>
internal static class HypervisorSettingChecks
{
    /// <summary>Finds settings of a guest whose text does not have the form that the schema gives.</summary>
    public static IEnumerable<Diagnostic> Check(GuestRequest guest) => HypervisorSettings.OfGuests
        .Where(setting => guest.TextOf(setting.Name) is { Length: > 0 } text && !setting.Accepts(text))
        .Select(setting => Report(guest, setting));

    private static Diagnostic Report(GuestRequest guest, HypervisorSetting setting)
    {
        (SourceSpan at, string text) = (guest.SpanOf(setting.Name), guest.TextOf(setting.Name));
        return setting.Type switch
        {
            SettingType.Number => GuestDiagnostics.InvalidNumber(at, guest.Name, setting.Name, text, setting.Maximum),
            SettingType.Switch => GuestDiagnostics.InvalidSwitch(at, guest.Name, setting.Name, text),
            SettingType.Duration => GuestDiagnostics.InvalidDuration(at, guest.Name, setting.Name, text.Trim()),
            _ => GuestDiagnostics.InvalidSize(at, guest.Name, setting.Name, text),
        };
    }
}

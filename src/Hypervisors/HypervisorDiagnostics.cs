using Partition.Diagnostics;

namespace Partition.Hypervisors;

/// <summary>What can be wrong with the choice of a hypervisor.</summary>
internal static class HypervisorDiagnostics
{
    public static Diagnostic UnknownHypervisor(string name, IEnumerable<string> known) => Diagnostic.Error("HV5001", SourceSpan.None,
        $"There is no hypervisor '{name}' here. Set the property Hypervisor to one of: {string.Join(", ", known)}.");

    // Without a hypervisor its name is null.
    public static Diagnostic WithoutEffect(SourceSpan at, string guest, string setting, string? hypervisor) => Diagnostic.Warning(
        "HV5002",
        at,
        $"{setting} of guest '{guest}' has no effect "
        + (hypervisor is null
            ? "without a hypervisor: the guest has the board to itself. It waits for a build with one."
            : $"under {hypervisor}, which does not support it. It waits for a build with a hypervisor that does."));
}

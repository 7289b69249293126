using Partition.DeviceTree;

namespace Partition.Hypervisors;

/// <summary>What can be wrong with the choice of a hypervisor.</summary>
internal static class HypervisorDiagnostics
{
    public static Diagnostic UnknownHypervisor(string name, IEnumerable<string> known) => Diagnostic.Error("HV5001", SourceSpan.None,
        $"There is no hypervisor '{name}' here. Set the property Hypervisor to one of: {string.Join(", ", known)}.");
}

using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Xen;

/// <summary>Gives hardware to one guest, emulates none of a board's devices, and runs kernels as they are.</summary>
internal sealed class XenPolicy : IPartitionPolicy
{
    public IOwnershipPolicy Ownership => XenOwnership.Instance;

    public Diagnostic UnsupportedSetting(SourceSpan at, string guest, string setting) =>
        XenDiagnostics.UnsupportedSetting(at, guest, setting, "Xen started without a privileged guest has nothing like it");

    public IOwnershipPolicy OwnershipWith(string arguments) => new XenOwnership(arguments);

    public Diagnostic? Refuse(Board board) => BoardParts.FindPlainProcessor(board) is { } processor
        ? XenDiagnostics.UnsupportedProcessor(board.Cpus[0].Span, processor)
        : BoardParts.FindInterruptController(board) is not { } controller
            ? XenDiagnostics.NoInterruptController(board.Document.Root.Span)
        : BoardParts.InterruptControllerVersion(board) == 2 && controller.Registers.Length < BoardParts.RegistersOfVirtualGic
            ? XenDiagnostics.NoVirtualInterrupts(controller.Node.Span, controller)
        : null;

    public IEnumerable<Diagnostic> Check(PartitionPlan plan) => PlanChecks.Check(plan);
}

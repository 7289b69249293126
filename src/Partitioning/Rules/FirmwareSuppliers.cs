using System.Collections.Immutable;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Suppliers;

namespace Partition.Partitioning.Rules;

/// <summary>
/// Clocks and power domains of some boards are reached by calls of the firmware, and not by registers. Where a guest's calls do not get
/// there, its devices would wait for them for ever.
/// </summary>
internal static class FirmwareSuppliers
{
    // Linux bindings firmware/*: interfaces that are called by SMC, without a mailbox of their own.
    private static readonly string[] s_firmware =
    [
        "arm,scmi-smc", "arm,scmi-smc-param", "xlnx,zynqmp-firmware", "xlnx,versal-firmware", "xlnx,versal-net-firmware",
        "linaro,scmi-optee", "qcom,scm", "amlogic,meson-gxbb-sm", "intel,stratix10-svc", "intel,agilex-svc",
    ];

    public static IEnumerable<RuleFinding> Check(PartitionPlan plan)
    {
        if (plan.Request.Policy.PassesFirmwareCalls)
        {
            yield break;
        }

        foreach (BoardDevice firmware in plan.Board.Devices.Where(static device => device.Compatible.Any(s_firmware.Contains)))
        {
            ImmutableArray<(GuestPlan Guest, SupplierLease Use)> users =
            [
                .. from guest in plan.Guests
                   let uses = SupplierLeases.Of(plan.Board, guest.KeptNodes, new FrozenSuppliers([firmware.Node]), static _ => null)
                   from use in uses.Where(use => guest.Frozen.Find(use.Target) is null).Take(1)
                   select (guest, use),
            ];
            if (!users.IsEmpty)
            {
                yield return new(RuleDiagnostics.FirmwareOutOfReach(plan.Request.Policy.Name, firmware, users), [firmware]);
            }
        }
    }
}

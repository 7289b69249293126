using Partition.Building.Diagnostics;
using Partition.Diagnostics;

namespace Partition.Building.Guests;

/// <summary>Finds a Linux guest without a timer: it stops before its first line, or where it first waits.</summary>
internal static class TimerCheck
{
    // The timers of Linux's drivers/clocksource whose compatibles have no 'timer' in them.
    private static readonly string[] s_words =
    [
        "sp804", "ttc", "mct", "gpt", "epit", "ftm", "pit", "pit64b", "tcb", "tmu", "cmt", "ostm", "mtu", "mtu2", "tpm", "lpit",
        "clint0", "counter32k", "clocksource", "st",
    ];

    /// <summary>Checks a guest.</summary>
    /// <param name="guest">Its name.</param>
    /// <param name="tree">Its tree.</param>
    /// <param name="at">Locates it in the project.</param>
    public static IEnumerable<Diagnostic> Run(string guest, GuestTree tree, Func<SourceSpan> at) =>
        tree.Devices.Any(static device => device.Compatible.Any(IsTimer))
        || tree.Cpus.Any(static cpu => cpu.Compatible.Contains("riscv")) // Its timer is the firmware's.
            ? []
            : [GuestBootDiagnostics.NoTimer(at(), guest)];

    private static bool IsTimer(string compatible) =>
        compatible.Contains("timer", StringComparison.Ordinal)
        || compatible[(compatible.IndexOf(',', StringComparison.Ordinal) + 1)..].Split('-', '_').Any(s_words.Contains)
        || (compatible.StartsWith("samsung,", StringComparison.Ordinal) && compatible.EndsWith("pwm", StringComparison.Ordinal));
}

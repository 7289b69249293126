using System.Collections.Immutable;
using Partition.Building.Boots.Results;
using Partition.Building.Diagnostics;
using Partition.Building.Items;
using Partition.Diagnostics;
using Partition.Hypervisors;
using Partition.Hypervisors.Consoles;

namespace Partition.Building.Boots;

/// <summary>Watches one machine after the other, keeps what they say, and compares it with what the project expects.</summary>
internal sealed class BootTest(IHypervisor hypervisor, BootLogs logs, ProjectSpans spans, string project, TimeSpan limit)
{
    // QEMU's own words for it: net/slirp.c and util/qemu-sockets.c.
    private static readonly string[] s_portInUse =
    [
        "Address already in use",
        "Could not set up host forwarding rule",
        "Failed to find an available port",
    ];

    /// <summary>Watches a machine until its guests are up.</summary>
    /// <param name="machine">The machine, just started.</param>
    /// <param name="plan">What it starts, and what is found out.</param>
    /// <param name="arguments">Where the project gives QEMU arguments of its own.</param>
    /// <param name="cancellation">Ends the machine early.</param>
    /// <returns>How each case ended.</returns>
    public ImmutableArray<BootTestResult> Run(Machine machine, BootPlan plan, SourceSpan arguments, CancellationToken cancellation)
    {
        long begin = TimeProvider.System.GetTimestamp();
        ImmutableArray<string> started = [.. plan.Guests.Select(static guest => guest.Identity)];
        ImmutableArray<string> heard = BootPlan.FindHeard(hypervisor, plan.Guests);
        var watch = new BootWatch(hypervisor.Consoles, started, [.. Awaited(plan, heard).Select(Watch)]);
        string[] files = [.. heard, .. hypervisor.Boot is not null ? [""] : Array.Empty<string>()];
        Array.ForEach(files, logs.Begin);

        MachineEnd end = machine.Watch(piece => Take(watch, piece), limit, cancellation);
        if (watch.Unfinished is { Length: > 0 } unfinished)
        {
            Keep(watch, unfinished);
        }

        Diagnostic? ended = end == MachineEnd.Ended ? DescribeEnd(machine, watch, plan.Guests, arguments) : null;
        return [.. plan.Cases.Select(test => Judge(test, plan, watch, ended, begin))];

        GuestWatch Watch(ProjectItem guest) => new(guest.Identity, new BootMarker(guest.GetMetadata("BootMarker").Trim()));
    }

    /// <summary>The guests that a case is about; all that can be heard when none is.</summary>
    private static ProjectItem[] Awaited(BootPlan plan, ImmutableArray<string> heard)
    {
        ProjectItem[] guests = [.. plan.Guests.Where(guest => heard.Contains(guest.Identity))];
        ProjectItem[] asked = Array.FindAll(guests, guest => plan.Cases.Any(test => test.Subject == guest.Identity));
        return asked.Length > 0 ? asked : guests;
    }

    private BootTestResult Judge(BootTestCase test, BootPlan plan, BootWatch watch, Diagnostic? ended, long begin)
    {
        if (watch.Guests.FirstOrDefault(guest => guest.Name == test.Subject) is not { } guest)
        {
            TimeSpan elapsed = TimeProvider.System.GetElapsedTime(begin);
            return watch.HypervisorFaults.Count == 0
                ? BootTestResult.Pass(test, elapsed)
                : BootTestResult.Fail(test, elapsed, DescribeFault(watch));
        }

        TimeSpan duration = guest.IsDecided
            ? TimeProvider.System.GetElapsedTime(begin, guest.Decided)
            : TimeProvider.System.GetElapsedTime(begin);
        if (guest.IsUp)
        {
            return Compare(test, guest) is { } difference
                ? BootTestResult.Fail(test, duration, difference)
                : BootTestResult.Pass(test, duration);
        }

        // The guest's own case reports that it is not up. Its devices cannot be known; where nothing else is asked for, that is a failure.
        bool isTold = test.Expectation is not null && plan.Cases.Contains(BootTestCase.ComesUp(project, guest.Name));
        return isTold
            ? BootTestResult.Skip(test)
            : BootTestResult.Fail(test, duration, DescribeNotUp(guest, watch, plan.Guests, ended));
    }

    private bool Take(BootWatch watch, ReadOnlySpan<char> piece)
    {
        foreach (string line in watch.Add(piece))
        {
            Keep(watch, line);
        }

        return watch.IsComplete;
    }

    private void Keep(BootWatch watch, string line)
    {
        logs.Write("", line);
        ConsoleLine said = watch.Attribute(line);
        if (said.Guest.Length > 0)
        {
            logs.Write(said.Guest, said.Text);
        }
    }

    private Diagnostic? Compare(BootTestCase test, GuestWatch guest)
    {
        if (test.Expectation is not { } item)
        {
            return null;
        }

        string log = logs.PathOf(guest.Name);
        string? line = item.Device.Find(guest.Lines);
        return (item.IsWanted, line) switch
        {
            (true, null) => BootDiagnostics.DeviceNotListed(
                item.Place, item.Device.Name, guest.Name, log, DeviceExpectation.NamesIn(guest.Lines)),
            (false, not null) => BootDiagnostics.DeviceListed(item.Place, item.Device.Name, guest.Name, line, log),
            _ => null,
        };
    }

    private Diagnostic DescribeNotUp(GuestWatch guest, BootWatch watch, ImmutableArray<ProjectItem> guests, Diagnostic? ended)
    {
        ProjectItem item = guests.First(item => item.Identity == guest.Name);
        if (guest.Fault is { } fault)
        {
            return BootDiagnostics.GuestFault(
                spans.SpanOf(item, "Guest", ""),
                guest.Name,
                fault,
                logs.PathOf(guest.Name),
                WithUnfinished(guest.Lines, watch, guest.Name));
        }

        // A guest that never spoke leaves only what its hypervisor said.
        (string log, IEnumerable<string> lines) = guest.Lines.Count > 0 || hypervisor.Boot is null
            ? (logs.PathOf(guest.Name), WithUnfinished(guest.Lines, watch, guest.Name))
            : (logs.PathOf(""), watch.LastLines);
        return ended ?? BootDiagnostics.GuestNotUp(
            spans.SpanOf(item, "Guest", "BootMarker"), guest.Name, guest.Marker, limit, log, lines);
    }

    private Diagnostic DescribeFault(BootWatch watch) => BootDiagnostics.HypervisorFault(
        SourceSpan.File(spans.ProjectFile), hypervisor.Name, [.. watch.HypervisorFaults.Distinct()], logs.PathOf(""));

    private static IEnumerable<string> WithUnfinished(IEnumerable<string> lines, BootWatch watch, string guest) =>
        watch.Attribute(watch.Unfinished) is { Text.Length: > 0 } said && said.Guest == guest ? lines.Append(said.Text) : lines;

    private Diagnostic DescribeEnd(Machine machine, BootWatch watch, ImmutableArray<ProjectItem> guests, SourceSpan arguments)
    {
        string errors = machine.Errors;
        if (Array.Exists(s_portInUse, words => errors.Contains(words, StringComparison.Ordinal)))
        {
            return BootDiagnostics.PortInUse(arguments, errors);
        }

        GuestWatch[] awaited = [.. watch.Guests.Where(static guest => !guest.IsUp)];
        ProjectItem first = guests.First(item => awaited.Length == 0 || item.Identity == awaited[0].Name);
        string names = string.Join(" and ", awaited.Select(static guest => $"'{guest.Name}'"));
        string log = logs.PathOf(hypervisor.Boot is not null ? "" : first.Identity);
        return BootDiagnostics.MachineEnded(spans.SpanOf(first, "Guest", ""), names, machine.ExitCode, errors, log, watch.LastLines);
    }
}

using System.Collections.Immutable;
using Partition.Building.Diagnostics;
using Partition.Building.Items;
using Partition.Diagnostics;
using Partition.Hypervisors;
using Partition.Hypervisors.Consoles;

namespace Partition.Building.Boots;

/// <summary>Watches one machine after the other, keeps what they say, and compares it with what the project expects.</summary>
internal sealed class BootTest(
    IHypervisor hypervisor,
    BootLogs logs,
    ImmutableArray<ExpectationItem> expectations,
    ProjectSpans spans,
    TimeSpan limit)
{
    // QEMU's own words for it: net/slirp.c and util/qemu-sockets.c.
    private static readonly string[] s_portInUse =
    [
        "Address already in use",
        "Could not set up host forwarding rule",
        "Failed to find an available port",
    ];

    private readonly HashSet<string> _everHeard = new(StringComparer.Ordinal);

    /// <summary>The guests that the last machine was watched for.</summary>
    public ImmutableArray<string> Heard { get; private set; } = [];

    /// <summary>Watches a machine until its guests are up.</summary>
    /// <param name="machine">The machine, just started.</param>
    /// <param name="guests">The guests that it starts.</param>
    /// <param name="arguments">Where the project gives QEMU arguments of its own.</param>
    /// <param name="cancellation">Ends the machine early.</param>
    /// <returns>What is wrong.</returns>
    public ImmutableArray<Diagnostic> Run(
        Machine machine,
        ImmutableArray<ProjectItem> guests,
        SourceSpan arguments,
        CancellationToken cancellation)
    {
        ImmutableArray<string> started = [.. guests.Select(static guest => guest.Identity)];
        Heard = hypervisor.Consoles.GuestsOnSharedConsole(started);
        _everHeard.UnionWith(Heard);
        var watch = new BootWatch(hypervisor.Consoles, started,
            [.. guests
                .Where(guest => Heard.Contains(guest.Identity))
                .Select(static guest => new GuestWatch(guest.Identity, new BootMarker(guest.GetMetadata("BootMarker").Trim())))]);
        string[] files = [.. Heard, .. hypervisor.Boot is not null ? [""] : Array.Empty<string>()];
        Array.ForEach(files, logs.Begin);

        MachineEnd end = machine.Watch(piece => Take(watch, piece), limit, cancellation);
        if (watch.Unfinished is { Length: > 0 } unfinished)
        {
            Keep(watch, unfinished);
        }

        ImmutableArray<Diagnostic> failures = end switch
        {
            MachineEnd.Ended => [DescribeEnd(machine, watch, guests, arguments)],
            MachineEnd.TimedOut => [.. watch.Guests.Where(static guest => !guest.IsUp).Select(guest => DescribeLate(guest, watch, guests))],
            _ => [],
        };
        return [.. failures, .. watch.Guests.Where(static guest => guest.IsUp).SelectMany(CompareDevices)];
    }

    /// <summary>Finds the expectations of guests that were on no console; nothing can be said of them.</summary>
    public IEnumerable<Diagnostic> FindSilentGuests(string hypervisorName) => expectations
        .Where(item => item.Guest.Length > 0 && !_everHeard.Contains(item.Guest, StringComparer.OrdinalIgnoreCase))
        .Select(item => BootDiagnostics.NotHeard(item.Place, item.Device.Name, item.Guest, hypervisorName));

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

    private IEnumerable<Diagnostic> CompareDevices(GuestWatch guest)
    {
        string log = logs.PathOf(guest.Name);
        foreach (ExpectationItem item in expectations.Where(item => item.IsAbout(guest.Name)))
        {
            string? line = item.Device.Find(guest.Lines);
            if (item.IsWanted && line is null)
            {
                yield return BootDiagnostics.DeviceNotListed(
                    item.Place,
                    item.Device.Name,
                    guest.Name,
                    log,
                    DeviceExpectation.NamesIn(guest.Lines));
            }
            else if (!item.IsWanted && line is not null)
            {
                yield return BootDiagnostics.DeviceListed(item.Place, item.Device.Name, guest.Name, line, log);
            }
        }
    }

    private Diagnostic DescribeLate(GuestWatch guest, BootWatch watch, ImmutableArray<ProjectItem> guests)
    {
        ProjectItem item = guests.First(item => item.Identity == guest.Name);
        // A guest that never spoke leaves only what its hypervisor said.
        (string log, IEnumerable<string> lines) = guest.Lines.Count > 0 || hypervisor.Boot is null
            ? (logs.PathOf(guest.Name), WithUnfinished(guest.Lines, watch, guest.Name))
            : (logs.PathOf(""), watch.LastLines);
        return BootDiagnostics.GuestNotUp(spans.SpanOf(item, "Guest", "BootMarker"), guest.Name, guest.Marker, limit, log, lines);
    }

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

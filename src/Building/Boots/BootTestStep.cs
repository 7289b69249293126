using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Partition.Building.Diagnostics;
using Partition.Building.Items;
using Partition.Diagnostics;
using Partition.Hypervisors;
using Partition.Hypervisors.Boot;

namespace Partition.Building.Boots;

/// <summary>
/// Boots what was built in QEMU, waits until the guests are up, and compares the devices that they list with those that the project
/// expects.
/// </summary>
/// <param name="session">The build.</param>
/// <param name="request">What is booted and expected.</param>
/// <param name="makeStart">Makes the start of a process in the project's environment.</param>
internal sealed class BootTestStep(BuildSession session, BootTestRequest request, Func<ProcessStartInfo> makeStart)
{
    private readonly QemuBoot _qemu = new(session, request.Boot);

    /// <summary>Boots every machine in turn and reports what is wrong.</summary>
    public void Run()
    {
        ImmutableArray<ExpectationItem> expectations = ReadExpectations();
        TimeSpan limit = ReadLimit();
        if (session.HasErrors || _qemu.FindWhatBoots() is not { } hypervisor || _qemu.FindQemu() is not { } qemu)
        {
            return;
        }

        ImmutableArray<(QemuCommandLine Command, ImmutableArray<ProjectItem> Guests)> machines =
            hypervisor.Boot is not null ? FindMachine(hypervisor) : FindMachines();
        if (session.HasErrors)
        {
            return;
        }

        using BootLogs? logs = BootLogs.TryOpen(session.Root(request.LogDirectory));
        if (logs is null)
        {
            session.Report(BootDiagnostics.LogsInUse(session.ProjectFile, request.LogDirectory));
            return;
        }

        var test = new BootTest(hypervisor, logs, expectations, session.Spans, limit);
        bool isStarted = true;
        foreach ((QemuCommandLine command, ImmutableArray<ProjectItem> guests) in machines)
        {
            isStarted &= Boot(test, qemu, command with { IsUnattended = true }, guests);
        }

        // Without console output there is nothing to check.
        if (isStarted && (hypervisor.Boot is not null || request.Boot.RunGuest.Length == 0))
        {
            session.Report(test.FindSilentGuests(hypervisor.Name));
        }
    }

    /// <summary>Boots a machine and reports what is wrong with it.</summary>
    /// <returns>Whether there was one.</returns>
    private bool Boot(BootTest test, string qemu, QemuCommandLine command, ImmutableArray<ProjectItem> guests)
    {
        long begin = Stopwatch.GetTimestamp();
        ProcessStartInfo start = makeStart();
        start.FileName = qemu;
        session.Say(Importance.Detailed, $"{qemu} {command}");
        try
        {
            using var machine = Machine.Start(start, command.ToString());
            ImmutableArray<Diagnostic> found = test.Run(machine, guests, session.SpanOfProperty("QemuArguments"), session.Cancellation);
            if (session.Report(found))
            {
                session.Say(Importance.High, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{string.Join(", ", test.Heard)}: up after "
                    + $"{Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s, with the devices that are expected"));
            }

            return true;
        }
        catch (Win32Exception exception)
        {
            session.Report(BootDiagnostics.QemuNotStarted(session.ProjectFile, qemu, exception.Message));
            return false;
        }
    }

    /// <summary>The one machine of a hypervisor, with the guests that it starts on its own.</summary>
    private ImmutableArray<(QemuCommandLine Command, ImmutableArray<ProjectItem> Guests)> FindMachine(IHypervisor hypervisor)
    {
        if (_qemu.BootHypervisor(hypervisor) is not { } command)
        {
            return [];
        }

        ImmutableArray<ProjectItem> started =
        [
            .. request.Boot.Guests.Where(guest => guest.GetMetadata("KernelImage") is { Length: > 0 } kernel
                && File.Exists(session.Root(kernel))
                && !guest.GetMetadata("AutoStart").Equals("false", StringComparison.OrdinalIgnoreCase)),
        ];
        if (started.IsEmpty && !request.Boot.Guests.IsEmpty)
        {
            session.Report(HostDiagnostics.NothingToBoot(session.ProjectFile, request.Boot.Guests[0].Identity));
        }

        return [(command, started)];
    }

    /// <summary>A machine for each guest, or just for the one that the caller names.</summary>
    private ImmutableArray<(QemuCommandLine Command, ImmutableArray<ProjectItem> Guests)> FindMachines()
    {
        ImmutableArray<ProjectItem> guests =
            request.Boot.RunGuest.Length == 0 ? request.Boot.Guests : _qemu.FindRunGuest() is { } named ? [named] : [];
        return
        [
            .. guests
                .Select(guest => (Command: _qemu.BootGuest(guest)!, Guests: ImmutableArray.Create(guest)))
                .Where(static machine => machine.Command is not null),
        ];
    }

    private ImmutableArray<ExpectationItem> ReadExpectations()
    {
        var diagnostics = new List<Diagnostic>();
        var items = new ExpectationItems(session.Spans, [.. request.Boot.Guests.Select(static guest => guest.Identity)]);
        ImmutableArray<ExpectationItem> read =
            [.. items.Read(request.ExpectedDevices, true, diagnostics), .. items.Read(request.RejectedDevices, false, diagnostics)];
        session.Report(diagnostics);
        return read;
    }

    private TimeSpan ReadLimit()
    {
        if (double.TryParse(request.Timeout, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds is > 0 and <= 86_400)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        session.Report(HostDiagnostics.InvalidNumber(
            session.SpanOfProperty("BootTimeout"), "BootTimeout", request.Timeout, "90, which is a number of seconds"));
        return default;
    }
}

using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Partition.Building.Boots.Results;
using Partition.Building.Diagnostics;
using Partition.Building.Items;
using Partition.Diagnostics;
using Partition.Hypervisors;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Units;

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
    private readonly TestReport _report = new(session, request.Loggers, request.ResultsDirectory);

    /// <summary>Boots every machine in turn and reports what is wrong.</summary>
    public void Run()
    {
        ImmutableArray<ExpectationItem> expectations = ReadExpectations();
        TimeSpan limit = ReadLimit();
        Func<BootTestCase, bool> isAsked = ReadFilter();
        ImmutableArray<TestLogger> loggers = _report.ReadLoggers();
        if (request.ListTests)
        {
            ListTests(expectations, isAsked);
            return;
        }

        if (session.HasErrors || _qemu.FindWhatBoots() is not { } hypervisor || _qemu.FindQemu() is not { } qemu)
        {
            return;
        }

        ImmutableArray<BootPlan> machines = FindMachines(hypervisor, expectations);
        BootTestCase[] heard = [.. machines.SelectMany(static machine => machine.Cases)];
        BootTestCase[] silent = [.. FindSilentGuests(hypervisor, heard, expectations)];
        CheckSomethingIsAsked([.. heard, .. silent], isAsked);
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

        DateTimeOffset begin = TimeProvider.System.GetUtcNow();
        var test = new BootTest(hypervisor, logs, session.Spans, session.ProjectName, limit);
        var results = new List<BootTestResult>();
        foreach (BootPlan machine in machines)
        {
            BootPlan asked = machine with
            {
                Command = machine.Command with { IsUnattended = true },
                Cases = [.. machine.Cases.Where(isAsked)],
            };
            ImmutableArray<BootTestResult> found = asked.Cases.IsEmpty ? [] : Boot(test, qemu, asked);
            _report.Show(found);
            results.AddRange(found);
        }

        BootTestResult[] notHeard = [.. silent.Where(isAsked).Select(test => DescribeSilent(test, hypervisor.Name))];
        session.Report(notHeard.SelectMany(static result => result.Faults));
        _report.Finish([.. results, .. notHeard], loggers, begin);
    }

    /// <summary>Shows which tests there are. For this neither QEMU nor the hypervisor's file is needed.</summary>
    private void ListTests(ImmutableArray<ExpectationItem> expectations, Func<BootTestCase, bool> isAsked)
    {
        if (session.HasErrors || _qemu.FindHypervisor() is not { } hypervisor)
        {
            return;
        }

        ImmutableArray<ProjectItem> guests = hypervisor.Boot is not null ? FindStarted() : FindBootable();
        BootTestCase[] heard = [.. hypervisor.Boot is not null
            ? BootPlan.CasesOf(session.ProjectName, hypervisor, guests, expectations)
            : guests.SelectMany(guest => BootPlan.CasesOf(session.ProjectName, hypervisor, [guest], expectations))];
        BootTestCase[] all = [.. heard, .. FindSilentGuests(hypervisor, heard, expectations)];
        CheckSomethingIsAsked(all, isAsked);
        if (!session.HasErrors)
        {
            session.Say(Importance.High, "The following Tests are available:");
            Array.ForEach(Array.FindAll(all, test => isAsked(test)), test => session.SayResult($"    {test.Name}"));
        }
    }

    private void CheckSomethingIsAsked(BootTestCase[] all, Func<BootTestCase, bool> isAsked)
    {
        if (!session.HasErrors && !Array.Exists(all, test => isAsked(test)))
        {
            session.Report(BootDiagnostics.NothingTested(session.ProjectFile, request.Filter, all.Select(static test => test.Name)));
        }
    }

    /// <summary>Boots a machine.</summary>
    /// <returns>How each case of it ended; none when QEMU could not be started, which is reported.</returns>
    private ImmutableArray<BootTestResult> Boot(BootTest test, string qemu, BootPlan machine)
    {
        ProcessStartInfo start = makeStart();
        start.FileName = qemu;
        session.Say(Importance.Detailed, $"{qemu} {machine.Command}");
        try
        {
            using var running = Machine.Start(start, machine.Command.ToString());
            return test.Run(running, machine, session.SpanOfProperty("QemuArguments"), session.Cancellation);
        }
        catch (Win32Exception exception)
        {
            session.Report(BootDiagnostics.QemuNotStarted(session.ProjectFile, qemu, exception.Message));
            return [];
        }
    }

    /// <summary>
    /// The one machine of a hypervisor; without one, a machine for each guest, or just for the one that the caller names.
    /// </summary>
    private ImmutableArray<BootPlan> FindMachines(IHypervisor hypervisor, ImmutableArray<ExpectationItem> expectations)
    {
        if (hypervisor.Boot is not null)
        {
            ImmutableArray<ProjectItem> started = FindStarted();
            return _qemu.BootHypervisor(hypervisor) is { } command ? [PlanFor(command, started)] : [];
        }

        return
        [
            .. FindAlone()
                .Select(guest => (Command: _qemu.BootGuest(guest), Guest: guest))
                .Where(static machine => machine.Command is not null)
                .Select(machine => PlanFor(machine.Command!, [machine.Guest])),
        ];

        BootPlan PlanFor(QemuCommandLine command, ImmutableArray<ProjectItem> started) =>
            new(command, started, [.. BootPlan.CasesOf(session.ProjectName, hypervisor, started, expectations)]);
    }

    /// <summary>The guests that boot without a hypervisor, each on a machine of its own.</summary>
    private ImmutableArray<ProjectItem> FindAlone() =>
        request.Boot.RunGuest.Length == 0 ? request.Boot.Guests : _qemu.FindRunGuest() is { } named ? [named] : [];

    /// <summary>Those of them that have something to boot.</summary>
    private ImmutableArray<ProjectItem> FindBootable()
    {
        ImmutableArray<ProjectItem> guests = FindAlone();
        ImmutableArray<ProjectItem> bootable = [.. guests.Where(HasKernel)];
        if (bootable.IsEmpty && !guests.IsEmpty)
        {
            session.Report(HostDiagnostics.NothingToBoot(session.ProjectFile, guests[0].Identity));
        }

        return bootable;
    }

    private bool HasKernel(ProjectItem guest) =>
        guest.GetMetadata("KernelImage") is { Length: > 0 } kernel && File.Exists(session.Root(kernel));

    /// <summary>The guests that a hypervisor starts on its own.</summary>
    private ImmutableArray<ProjectItem> FindStarted()
    {
        ImmutableArray<ProjectItem> started =
        [
            .. request.Boot.Guests.Where(guest => HasKernel(guest) && Flag.Read(guest.GetMetadata("AutoStart"), otherwise: true)),
        ];
        if (started.IsEmpty)
        {
            session.Report(HostDiagnostics.NothingToBoot(session.ProjectFile, request.Boot.Guests[0].Identity));
        }

        return started;
    }

    /// <summary>Expectations of guests that are on no console. A caller that boots one guest asks for nothing of the others.</summary>
    private ImmutableArray<BootTestCase> FindSilentGuests(
        IHypervisor hypervisor,
        BootTestCase[] heard,
        ImmutableArray<ExpectationItem> expectations)
    {
        if (hypervisor.Boot is null && request.Boot.RunGuest.Length > 0)
        {
            return [];
        }

        string[] subjects = [.. heard.Select(static test => test.Subject)];
        return
        [
            .. expectations
                .Where(item => item.Guest.Length > 0 && !subjects.Contains(item.Guest, StringComparer.OrdinalIgnoreCase))
                .Select(item => BootTestCase.Lists(session.ProjectName, item.Guest, item)),
        ];
    }

    private static BootTestResult DescribeSilent(BootTestCase test, string hypervisor) => BootTestResult.Fail(
        test,
        TimeSpan.Zero,
        BootDiagnostics.NotHeard(test.Expectation!.Place, test.Expectation.Device.Name, test.Subject, hypervisor));

    private ImmutableArray<ExpectationItem> ReadExpectations()
    {
        var diagnostics = new List<Diagnostic>();
        var items = new ExpectationItems(session.Spans, [.. request.Boot.Guests.Select(static guest => guest.Identity)]);
        ImmutableArray<ExpectationItem> read =
            [.. items.Read(request.ExpectedDevices, true, diagnostics), .. items.Read(request.RejectedDevices, false, diagnostics)];
        session.Report(diagnostics);
        return read;
    }

    private Func<BootTestCase, bool> ReadFilter()
    {
        Func<BootTestCase, bool> filter = TestCaseFilter.Read(request.Filter, out string fault);
        if (fault.Length > 0)
        {
            session.Report(BootDiagnostics.InvalidFilter(session.ProjectFile, request.Filter, fault));
        }

        return filter;
    }

    private TimeSpan ReadLimit()
    {
        return session.Accepts(PropertyForm.BootTimeout, request.Timeout)
            && PropertyForm.TryReadSeconds(request.Timeout, out double seconds)
            ? TimeSpan.FromSeconds(seconds)
            : default;
    }
}

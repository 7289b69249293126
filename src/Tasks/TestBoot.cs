using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Build.Framework;
using Partition.Diagnostics;
using Partition.Hypervisors;
using Partition.Hypervisors.Boot;

namespace Partition.Tasks;

/// <summary>Boots what was built in QEMU, waits until the guests are up, and compares the devices that they list with those that the project expects.</summary>
[MSBuildMultiThreadableTask]
public sealed class TestBoot : BootingTask
{
    /// <summary>How long a machine may take until its guests are up, in seconds.</summary>
    [Required] public string Timeout { get; set; } = "";

    /// <summary>The folder that takes what the consoles said.</summary>
    [Required] public string LogDirectory { get; set; } = "";

    /// <summary>Devices that guests must list, each with Guest and Pattern.</summary>
    public ITaskItem[] ExpectedDevices { get; set; } = [];

    /// <summary>Devices that guests must not list, each with Guest and Pattern.</summary>
    public ITaskItem[] RejectedDevices { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        ImmutableArray<ExpectationItem> expectations = ReadExpectations();
        TimeSpan limit = ReadLimit();
        if (Log.HasLoggedErrors || FindWhatBoots() is not { } hypervisor || FindQemu() is not { } qemu)
        {
            return;
        }

        ImmutableArray<(QemuCommandLine Command, ImmutableArray<ITaskItem> Guests)> machines = hypervisor.Boot is not null ? FindMachine(hypervisor) : FindMachines();
        if (Log.HasLoggedErrors)
        {
            return;
        }

        using BootLogs? logs = BootLogs.TryOpen(Root(LogDirectory));
        if (logs is null)
        {
            Report(BootDiagnostics.LogsInUse(ProjectFile, LogDirectory));
            return;
        }

        var test = new BootTest(hypervisor, logs, expectations, Places, limit);
        bool isStarted = true;
        foreach ((QemuCommandLine command, ImmutableArray<ITaskItem> guests) in machines)
        {
            isStarted &= Boot(test, qemu, command with { IsUnattended = true }, guests);
        }

        if (!isStarted)
        {
            return; // Of what was not to be heard nothing follows.
        }

        if (hypervisor.Boot is not null || RunGuest.Length == 0)
        {
            Report(test.FindUnheard(hypervisor.Name));
        }
    }

    /// <summary>Boots a machine and reports what is wrong with it.</summary>
    /// <returns>Whether there was one.</returns>
    private bool Boot(BootTest test, string qemu, QemuCommandLine command, ImmutableArray<ITaskItem> guests)
    {
        long begin = Stopwatch.GetTimestamp();
        ProcessStartInfo start = TaskEnvironment.GetProcessStartInfo();
        start.FileName = qemu;
        Log.LogCommandLine(MessageImportance.Low, $"{qemu} {command}");
        try
        {
            using var machine = Machine.Start(start, command.ToString());
            ImmutableArray<Diagnostic> found = test.Run(machine, guests, FindPlaceOfArguments(), Cancellation);
            if (Report(found))
            {
                Log.LogMessage(MessageImportance.High, "{0}", string.Create(
                    CultureInfo.InvariantCulture, $"{string.Join(", ", test.Heard)}: up after {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s, with the devices that are expected"));
            }

            return true;
        }
        catch (Win32Exception exception)
        {
            Report(BootDiagnostics.QemuNotStarted(ProjectFile, qemu, exception.Message));
            return false;
        }
    }

    /// <summary>The one machine of a hypervisor, with the guests that it starts by itself.</summary>
    private ImmutableArray<(QemuCommandLine Command, ImmutableArray<ITaskItem> Guests)> FindMachine(IHypervisor hypervisor)
    {
        if (BootHypervisor(hypervisor) is not { } command)
        {
            return [];
        }

        ImmutableArray<ITaskItem> started =
        [
            .. Guests.Where(guest => guest.GetMetadata("KernelImage") is { Length: > 0 } kernel && File.Exists(Root(kernel))
                && !guest.GetMetadata("AutoStart").Equals("false", StringComparison.OrdinalIgnoreCase)),
        ];
        if (started.IsEmpty && Guests.Length > 0)
        {
            Report(HostDiagnostics.NothingToBoot(ProjectFile, Guests[0].ItemSpec));
        }

        return [(command, started)];
    }

    /// <summary>A machine for each guest, or just for the one that the caller names.</summary>
    private ImmutableArray<(QemuCommandLine Command, ImmutableArray<ITaskItem> Guests)> FindMachines()
    {
        ITaskItem[] guests = RunGuest.Length == 0 ? Guests : FindRunGuest() is { } named ? [named] : [];
        return [.. guests.Select(guest => (Command: BootGuest(guest)!, Guests: ImmutableArray.Create(guest))).Where(static machine => machine.Command is not null)];
    }

    private ImmutableArray<ExpectationItem> ReadExpectations()
    {
        var diagnostics = new List<Diagnostic>();
        var items = new ExpectationItems(Places, [.. Guests.Select(static guest => guest.ItemSpec)]);
        ImmutableArray<ExpectationItem> read = [.. items.Read(ExpectedDevices, true, diagnostics), .. items.Read(RejectedDevices, false, diagnostics)];
        Report(diagnostics);
        return read;
    }

    private TimeSpan ReadLimit()
    {
        if (double.TryParse(Timeout, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and <= 86_400)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        Report(HostDiagnostics.InvalidNumber(Places.FindProperty(ProjectFile, "BootTimeout"), "BootTimeout", Timeout, "90, which is a number of seconds"));
        return default;
    }

    private SourceSpan FindPlaceOfArguments() => Places.FindProperty(ProjectFile, "QemuArguments");
}

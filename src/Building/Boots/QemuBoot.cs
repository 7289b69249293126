using System.Globalization;
using Partition.Building.BootMedium;
using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.DeviceTree.Blob;
using Partition.Diagnostics;
using Partition.Hypervisors;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Requests;
using Partition.Partitioning.Units;

namespace Partition.Building.Boots;

/// <summary>Works out how QEMU boots what was built, and reports what is missing for it.</summary>
internal sealed class QemuBoot(BuildSession session, BootOptions options)
{
    /// <summary>Whether the hypervisor's file is there.</summary>
    public bool HasHypervisor => options.HypervisorKernel.Length > 0 && File.Exists(session.Root(options.HypervisorKernel));

    /// <summary>Finds the hypervisor, and whether the machine is named.</summary>
    /// <returns>The hypervisor, or <see langword="null"/> when something is missing; that is reported.</returns>
    public IHypervisor? FindWhatBoots()
    {
        IHypervisor? hypervisor = FindHypervisor();
        if (hypervisor is not null && options.QemuMachine.Length == 0)
        {
            session.Report(HostDiagnostics.MachineNotSet(session.ProjectFile));
        }

        return hypervisor;
    }

    /// <summary>Finds the hypervisor by its name; its file need not be there.</summary>
    /// <returns>The hypervisor, or <see langword="null"/> when it is not known or has no guests; that is reported.</returns>
    public IHypervisor? FindHypervisor()
    {
        var diagnostics = new List<Diagnostic>();
        IHypervisor? hypervisor = HypervisorCatalog.Find(options.Hypervisor, diagnostics);
        session.Report(diagnostics);
        if (options.Guests.IsEmpty)
        {
            session.Report(BootDiagnostics.NoGuests(session.ProjectFile));
            return null;
        }

        return hypervisor;
    }

    /// <summary>Finds QEMU.</summary>
    /// <returns>Its path, or <see langword="null"/> when it is not there; that is reported.</returns>
    public string? FindQemu()
    {
        string? qemu = ProgramSearch.Find(session, options.QemuCommand);
        if (qemu is null)
        {
            session.Report(HostDiagnostics.QemuNotFound(session.ProjectFile, options.QemuCommand));
        }

        return qemu;
    }

    /// <summary>Finds the guest that boots when there is no hypervisor.</summary>
    /// <returns>The guest, or <see langword="null"/> when the project does not say which; that is reported.</returns>
    public ProjectItem? FindRunGuest()
    {
        ProjectItem? guest = options.RunGuest.Length == 0 && options.Guests.Length == 1
            ? options.Guests[0]
            : options.Guests.FirstOrDefault(item => item.Identity.Equals(options.RunGuest, StringComparison.OrdinalIgnoreCase));
        if (guest is null)
        {
            session.Report(HostDiagnostics.RunGuestNotSet(
                session.ProjectFile,
                options.RunGuest,
                [.. options.Guests.Select(static item => item.Identity)]));
        }

        return guest;
    }

    /// <summary>The command that boots what was built: the hypervisor, or else the one guest that is asked for.</summary>
    /// <returns>The command, or <see langword="null"/> when something is missing; that is reported.</returns>
    public QemuCommandLine? BootOne(IHypervisor hypervisor) =>
        hypervisor.Boot is not null ? BootHypervisor(hypervisor) : FindRunGuest() is { } guest ? BootGuest(guest) : null;

    /// <summary>The command that boots the hypervisor with everything on it.</summary>
    /// <returns>The command, or <see langword="null"/> when something is missing; that is reported.</returns>
    public QemuCommandLine? BootHypervisor(IHypervisor hypervisor)
    {
        if (!HasHypervisor)
        {
            string kernel = options.HypervisorKernel;
            session.Report(kernel.Length == 0
                ? HostDiagnostics.HypervisorNotSet(session.ProjectFile, hypervisor)
                : HostDiagnostics.HypervisorNotFound(
                    session.ProjectFile, kernel, MissingFile.FaultOf(kernel, session.Root), NearbyPath.Find(kernel, session.Root)));
            return null;
        }

        string tree = session.Root(options.HostTreeFile);
        if (!File.Exists(tree) || DeviceTreeBlob.Read(InputFile.ReadAll(tree)).Document is not { } host)
        {
            session.Report(MissingFile.Describe(
                SourceSpan.File(session.ProjectFile), "HostTreeFile", options.HostTreeFile, session.Root));
            return null;
        }

        LoadedFile[] loads = [.. BootManifest.Read(session.Root(options.BootManifestFile))
            .Where(static entry => entry.LoadAddress is not null)
            .Select(entry => new LoadedFile(session.Root(entry.Source), entry.LoadAddress!.Value))];
        return hypervisor.Boot!.CompleteCommand(
            new(options.QemuMachine, options.QemuMemory, session.Root(options.HypervisorKernel), tree) { Extra = options.QemuArguments },
            new(Board.Read(host), options.DiskImage.Length == 0 ? "" : session.Root(options.DiskImage), [.. loads]));
    }

    /// <summary>The command that boots a guest without a hypervisor.</summary>
    /// <returns>The command, or <see langword="null"/> when something is missing; that is reported.</returns>
    public QemuCommandLine? BootGuest(ProjectItem guest)
    {
        string kernel = guest.GetMetadata("KernelImage");
        if (kernel.Length == 0 || !File.Exists(session.Root(kernel)))
        {
            session.Report(HostDiagnostics.NothingToBoot(session.ProjectFile, guest.Identity));
            return null;
        }

        string tree = session.Root(guest.GetMetadata("OperatingSystemTreeFile"));
        string rootFileSystem = session.Root(guest.GetMetadata("RootFileSystemImage"));
        var machine = QemuMachine.Find(options.QemuMachine);
        // QEMU takes a bare number for MiB, and a project for bytes.
        ByteSize memory = machine.MemoryFor(GuestRequestReader.MemoryOf(guest.GetMetadata("Memory")));
        return new(
            options.QemuMachine,
            options.QemuMemory.Length > 0 ? options.QemuMemory : $"{memory.Bytes >> 20}M",
            session.Root(kernel),
            tree)
        {
            Cpus = CpusOf(machine, guest),
            InitialRamDisk = File.Exists(rootFileSystem) ? rootFileSystem : "",
            ConsoleNumber = FindConsole(tree),
            Extra = options.QemuArguments,
        };
    }

    /// <summary>
    /// How many CPUs the machine has for a guest. For one CPU the machine is left as it is: some have more at all times, and
    /// Linux uses those of the guest's tree.
    /// </summary>
    private static string CpusOf(QemuMachine machine, ProjectItem guest)
    {
        int wanted = int.TryParse(guest.GetMetadata("Cpus"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 1;
        return Math.Max(wanted, machine.Cpus) is > 1 and int cpus ? cpus.ToString(CultureInfo.InvariantCulture) : "";
    }

    /// <summary>The number of the serial port that a guest talks on; it need not have the board's first.</summary>
    private static int FindConsole(string tree)
    {
        if (!File.Exists(tree) || DeviceTreeBlob.Read(InputFile.ReadAll(tree)).Document is not { } document)
        {
            return 0;
        }

        Board board = Board.Read(document);
        return SerialPorts.FindConsole(board, board.Devices) is { } port ? SerialPorts.FindNumber(board, port) ?? 0 : 0;
    }
}

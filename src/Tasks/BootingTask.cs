using Microsoft.Build.Framework;
using Partition.Building.Boots;

namespace Partition.Tasks;

/// <summary>A task that needs to know how QEMU boots what was built.</summary>
public abstract class BootingTask : PartitionTask
{
    /// <summary>QEMU, as a name to be found on the PATH or as a path.</summary>
    [Required] public string QemuCommand { get; set; } = "";

    /// <summary>The machine that QEMU is to be.</summary>
    public string QemuMachine { get; set; } = "";

    /// <summary>How much RAM the machine has; empty for what the booted guest has.</summary>
    public string QemuMemory { get; set; } = "";

    /// <summary>More arguments for QEMU.</summary>
    public string QemuArguments { get; set; } = "";

    /// <summary>The hypervisor's name.</summary>
    [Required] public string Hypervisor { get; set; } = "";

    /// <summary>The hypervisor itself, to be booted as a kernel.</summary>
    public string HypervisorKernel { get; set; } = "";

    /// <summary>The hypervisor's own tree.</summary>
    public string HostTreeFile { get; set; } = "";

    /// <summary>The list of what the hypervisor boots by, as <see cref="WriteBootFiles"/> wrote it.</summary>
    public string BootManifestFile { get; set; } = "";

    /// <summary>The disk image.</summary>
    public string DiskImage { get; set; } = "";

    /// <summary>All guests.</summary>
    public ITaskItem[] Guests { get; set; } = [];

    /// <summary>The guest to boot when there is no hypervisor; may be empty when there is just one.</summary>
    public string RunGuest { get; set; } = "";

    /// <summary>The machine.</summary>
    private protected BootOptions Boot => field ??= new()
    {
<<<<<<< HEAD
        QemuCommand = QemuCommand,
        QemuMachine = QemuMachine,
        QemuMemory = QemuMemory,
        QemuArguments = QemuArguments,
        Hypervisor = Hypervisor,
        HypervisorKernel = HypervisorKernel,
        HostTreeFile = HostTreeFile,
        BootManifestFile = BootManifestFile,
        DiskImage = DiskImage,
        Guests = ItemsOf(Guests),
        RunGuest = RunGuest,
    };
=======
        var diagnostics = new List<Diagnostic>();
        IHypervisor? hypervisor = HypervisorCatalog.Find(Hypervisor, diagnostics);
        Report(diagnostics);
        if (hypervisor is not null && QemuMachine.Length == 0)
        {
            Report(HostDiagnostics.MachineNotSet(ProjectFile));
        }

        return hypervisor;
    }

    /// <summary>Finds QEMU.</summary>
    /// <returns>Its path, or <see langword="null"/> when it is not there; that is reported.</returns>
    private protected string? FindQemu()
    {
        string? qemu = ProgramSearch.Find(TaskEnvironment, QemuCommand);
        if (qemu is null)
        {
            Report(HostDiagnostics.QemuNotFound(ProjectFile, QemuCommand));
        }

        return qemu;
    }

    /// <summary>Finds the guest that boots when there is no hypervisor.</summary>
    /// <returns>The guest, or <see langword="null"/> when the project does not say which; that is reported.</returns>
    private protected ITaskItem? FindRunGuest()
    {
        ITaskItem? guest = RunGuest.Length == 0 && Guests.Length == 1
            ? Guests[0]
            : Array.Find(Guests, item => item.ItemSpec.Equals(RunGuest, StringComparison.OrdinalIgnoreCase));
        if (guest is null)
        {
            Report(HostDiagnostics.RunGuestNotSet(ProjectFile, RunGuest, Guests.Select(static item => item.ItemSpec)));
        }

        return guest;
    }

    /// <summary>The command that boots what was built: the hypervisor, or else the one guest that is asked for.</summary>
    /// <returns>The command, or <see langword="null"/> when something is missing; that is reported.</returns>
    private protected QemuCommandLine? BootOne(IHypervisor hypervisor) =>
        hypervisor.Boot is not null ? BootHypervisor(hypervisor) : FindRunGuest() is { } guest ? BootGuest(guest) : null;

    /// <summary>The command that boots the hypervisor with everything on it.</summary>
    /// <returns>The command, or <see langword="null"/> when something is missing; that is reported.</returns>
    private protected QemuCommandLine? BootHypervisor(IHypervisor hypervisor)
    {
        if (!HasHypervisor)
        {
            Report(HostDiagnostics.HypervisorNotSet(ProjectFile, HypervisorKernel));
            return null;
        }

        string tree = Root(HostTreeFile);
        if (!File.Exists(tree) || DeviceTreeBlob.Read(File.ReadAllBytes(tree)).Document is not { } host)
        {
            Report(HostDiagnostics.FileNotFound(SourceSpan.File(ProjectFile), "HostTreeFile", HostTreeFile));
            return null;
        }

        LoadedFile[] loads = [.. BootManifest.Read(Root(BootManifestFile))
            .Where(static entry => entry.LoadAddress is not null)
            .Select(entry => new LoadedFile(Root(entry.Source), entry.LoadAddress!.Value))];
        return hypervisor.Boot!.CompleteCommand(
            new(QemuMachine, QemuMemory, Root(HypervisorKernel), tree) { Extra = QemuArguments },
            new(Board.Read(host), DiskImage.Length == 0 ? "" : Root(DiskImage), [.. loads]));
    }

    /// <summary>The command that boots a guest by itself.</summary>
    /// <returns>The command, or <see langword="null"/> when something is missing; that is reported.</returns>
    private protected QemuCommandLine? BootGuest(ITaskItem guest)
    {
        string kernel = guest.GetMetadata("KernelImage");
        if (kernel.Length == 0 || !File.Exists(Root(kernel)))
        {
            Report(HostDiagnostics.NothingToBoot(ProjectFile, guest.ItemSpec));
            return null;
        }

        string tree = Root(guest.GetMetadata("OperatingSystemTreeFile"));
        string rootFileSystem = Root(guest.GetMetadata("RootFileSystemImage"));
        // QEMU takes a bare number for MiB, and a project for bytes.
        ByteSize memory = ByteSize.TryParse(guest.GetMetadata("Memory"), out ByteSize own) ? own : GuestRequestReader.DefaultMemory;
        return new(QemuMachine, QemuMemory.Length > 0 ? QemuMemory : $"{memory.Bytes >> 20}M", Root(kernel), tree)
        {
            Cpus = guest.GetMetadata("Cpus") is { Length: > 0 } count ? count : "1",
            InitialRamDisk = File.Exists(rootFileSystem) ? rootFileSystem : "",
            ConsoleNumber = FindConsole(tree),
            Extra = QemuArguments,
        };
    }

    /// <summary>The number of the serial port that a guest talks on; it need not have the board's first.</summary>
    private static int FindConsole(string tree)
    {
        if (!File.Exists(tree) || DeviceTreeBlob.Read(File.ReadAllBytes(tree)).Document is not { } document)
        {
            return 0;
        }

        Board board = Board.Read(document);
        return SerialPorts.FindConsole(board, board.Devices) is { } port ? SerialPorts.FindNumber(board, port) ?? 0 : 0;
    }
>>>>>>> h-hyp
}

using Microsoft.Build.Framework;
using Partition.DeviceTree;
using Partition.Hypervisors;
using Partition.Slicing;

namespace Partition.Tasks;

/// <summary>Works out the QEMU command that boots what was built, and says what is missing for it.</summary>
[MSBuildMultiThreadableTask]
public sealed class ResolveRunCommand : PartitionTask
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

    /// <summary>The disk image.</summary>
    public string DiskImage { get; set; } = "";

    /// <summary>All guests.</summary>
    public ITaskItem[] Guests { get; set; } = [];

    /// <summary>The guest to boot when there is no hypervisor; may be empty when there is just one.</summary>
    public string RunGuest { get; set; } = "";

    /// <summary>The program to start.</summary>
    [Output] public string Command { get; set; } = "";

    /// <summary>Its arguments.</summary>
    [Output] public string Arguments { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        var diagnostics = new List<Diagnostic>();
        if (HypervisorCatalog.Find(Hypervisor, diagnostics) is not { } hypervisor)
        {
            Report(diagnostics);
            return;
        }

        string? boot = hypervisor.BootsFromDiskImage ? BootHypervisor() : BootGuest();
        if (QemuMachine.Length == 0)
        {
            Report(HostDiagnostics.MachineNotSet(ProjectFile));
        }

        if (FindOnPath() is not { } command)
        {
            Report(HostDiagnostics.QemuNotFound(ProjectFile, QemuCommand));
            return;
        }

        Command = command;
        Arguments = $"-M {QemuMachine} -display none {boot} {QemuArguments}".TrimEnd();
    }

    private string? BootHypervisor()
    {
        if (HypervisorKernel.Length == 0 || !File.Exists(Root(HypervisorKernel)))
        {
            Report(HostDiagnostics.HypervisorNotSet(ProjectFile, HypervisorKernel));
            return null;
        }

        return $"-serial mon:stdio -m {(QemuMemory.Length == 0 ? "512M" : QemuMemory)} -kernel {Quote(HypervisorKernel)} -dtb {Quote(HostTreeFile)} -initrd {Quote(DiskImage)}";
    }

    private string? BootGuest()
    {
        ITaskItem? guest = RunGuest.Length == 0 && Guests.Length == 1
            ? Guests[0]
            : Array.Find(Guests, item => item.ItemSpec.Equals(RunGuest, StringComparison.OrdinalIgnoreCase));
        if (guest is null)
        {
            Report(HostDiagnostics.RunGuestNotSet(ProjectFile, RunGuest, Guests.Select(static item => item.ItemSpec)));
            return null;
        }

        string kernel = guest.GetMetadata("KernelImage");
        if (kernel.Length == 0 || !File.Exists(Root(kernel)))
        {
            Report(HostDiagnostics.NothingToBoot(ProjectFile, guest.ItemSpec));
            return null;
        }

        string rootFileSystem = guest.GetMetadata("RootFileSystemImage");
        string initrd = rootFileSystem.Length > 0 && File.Exists(Root(rootFileSystem)) ? $" -initrd {Quote(rootFileSystem)}" : "";
        string memory = QemuMemory.Length > 0 ? QemuMemory : guest.GetMetadata("Memory") is { Length: > 0 } own ? own : "96M";
        string cpus = guest.GetMetadata("Cpus") is { Length: > 0 } count ? count : "1";
        string tree = guest.GetMetadata("OperatingSystemTreeFile");
        return $"{ConnectConsole(tree)} -m {memory} -smp {cpus} -kernel {Quote(kernel)} -dtb {Quote(tree)}{initrd}";
    }

    /// <summary>Connects the terminal to the serial port that the guest talks on; a guest need not have the board's first.</summary>
    private string ConnectConsole(string tree)
    {
        int number = 0;
        if (File.Exists(Root(tree)) && DeviceTreeBlob.Read(File.ReadAllBytes(Root(tree))).Document is { } document)
        {
            Board board = Board.Read(document);
            number = SerialPorts.FindConsole(board, board.Devices) is { } port ? SerialPorts.FindNumber(board, port) ?? 0 : 0;
        }

        return string.Concat(Enumerable.Repeat("-serial null ", number)) + "-serial mon:stdio";
    }

    private string Quote(string path) => $"\"{Root(path)}\"";

    private string? FindOnPath()
    {
        if (QemuCommand.Contains('/') || QemuCommand.Contains('\\'))
        {
            return File.Exists(Root(QemuCommand)) ? Root(QemuCommand) : null;
        }

        string name = OperatingSystem.IsWindows() && !QemuCommand.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? QemuCommand + ".exe" : QemuCommand;
        return (TaskEnvironment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
    }
}

using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.Hypervisors.Boot;

/// <summary>What a machine boots a hypervisor from: its own tree, its files, and the command for QEMU.</summary>
internal interface IBootMedium
{
    /// <summary>How a project says which file is booted as the hypervisor, as a sentence of a message.</summary>
    string HowToName { get; }

    /// <summary>Builds the hypervisor's own tree from the board's.</summary>
    /// <param name="board">The board's tree, which is not changed.</param>
    /// <param name="request">The guests and the built files.</param>
    /// <param name="diagnostics">Takes the errors.</param>
    /// <returns>A new tree: the board's with what the hypervisor reads in it.</returns>
    DeviceTreeDocument BuildHostTree(DeviceTreeDocument board, BootRequest request, ICollection<Diagnostic> diagnostics);

    /// <summary>Lays out the files that the machine boots from.</summary>
    /// <param name="request">The guests and the built files.</param>
    /// <returns>The files, and the errors found.</returns>
    BootFileSet BuildBootFiles(BootRequest request);

    /// <summary>Whether the hypervisor reads a file of the medium as text with rules of its own, so that it is checked.</summary>
    /// <param name="targetPath">The path of the file from the medium's root.</param>
    bool ReadsBootText(string targetPath) => false;

    /// <summary>Checks such a file.</summary>
    /// <param name="targetPath">The path of the file from the medium's root.</param>
    /// <param name="text">The content of the file.</param>
    /// <param name="source">The project's file that it comes from.</param>
    /// <returns>What the hypervisor cannot read, at the lines of the source.</returns>
    IEnumerable<Diagnostic> CheckBootText(string targetPath, string text, string source) => [];

    /// <summary>Completes the command that boots the hypervisor in QEMU.</summary>
    /// <param name="command">The machine, the hypervisor and its tree; the memory is empty where the project does not give it.</param>
    /// <param name="built">What was built.</param>
    /// <returns>The command, which must have a size of memory.</returns>
    QemuCommandLine CompleteCommand(QemuCommandLine command, BuiltPartition built);
}

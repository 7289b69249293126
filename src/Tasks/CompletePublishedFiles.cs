using Microsoft.Build.Framework;
using Partition.Building.Publishing;

namespace Partition.Tasks;

/// <summary>Writes what makes published files useful elsewhere: a script that boots them in QEMU, and the sums of them all.</summary>
[MSBuildMultiThreadableTask]
public sealed class CompletePublishedFiles : BootingTask
{
    /// <summary>Where the files were copied to.</summary>
    [Required] public string PublishDirectory { get; set; } = "";

    /// <summary>The files as they were built, with the metadatum RelativePath for their place in the directory.</summary>
    [Required] public ITaskItem[] Files { get; set; } = [];

    /// <inheritdoc/>
<<<<<<< HEAD
    protected override void Run() => new PublishStep(Session, Boot, ItemsOf(Files)).Run(PublishDirectory);
=======
    protected override void Run()
    {
        string directory = Root(PublishDirectory);
        string script = Path.Combine(directory, ScriptName);
        List<string> names = [.. Files.Select(static file => file.GetMetadata("RelativePath").Replace('\\', '/'))];
        if (MakeScript() is { } text)
        {
            AtomicFile.Write(script, text);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(script, ScriptMode);
            }

            names.Add(ScriptName);
        }
        else
        {
            File.Delete(script); // Of an earlier publishing, with a hypervisor.
        }

        if (!Log.HasLoggedErrors)
        {
            AtomicFile.Write(Path.Combine(directory, SumsName), MakeSums(directory, names));
        }
    }

    /// <summary>The script that boots what there is: the hypervisor, the guest, or the one of several guests that its first argument names.</summary>
    /// <returns>The script, or <see langword="null"/> when there is nothing for QEMU to boot: publishing does not need a machine or a hypervisor.</returns>
    private string? MakeScript()
    {
        if (QemuMachine.Length == 0 || FindWhatBoots() is not { } hypervisor)
        {
            return null;
        }

        if (hypervisor.Boot is not null)
        {
            if (HypervisorKernel.Length > 0 && !HasHypervisor)
            {
                // None is needed to publish, but a name that leads nowhere is a slip.
                Report(HostDiagnostics.HypervisorNotPublished(Places.FindProperty(ProjectFile, "HypervisorKernel"), HypervisorKernel));
            }

            return HasHypervisor && BootHypervisor(hypervisor) is { } machine ? MakeScript(CommandOf(machine)) : null;
        }

        ITaskItem[] guests = [.. Guests.Where(static guest => guest.GetMetadata("KernelImage").Length > 0)];
        if (RunGuest.Length > 0 || guests.Length == 1)
        {
            return (RunGuest.Length > 0 ? FindRunGuest() : guests[0]) is { } one && BootGuest(one) is { } machine ? MakeScript(CommandOf(machine)) : null;
        }

        IEnumerable<string> cases = guests.Select(guest => BootGuest(guest) is { } machine ? $"  '{guest.ItemSpec}') shift; {CommandOf(machine)} ;;" : "");
        return guests.Length == 0 ? null : MakeScript($"""
            case $1 in
            {string.Join('\n', cases)}
              *) echo "$0 GUEST: which guest to boot? {string.Join(' ', guests.Select(static guest => guest.ItemSpec))}" >&2; exit 2 ;;
            esac
            """);
    }

    // The longest paths first, so that a folder's name does not stand for a file in it.
    private string CommandOf(QemuCommandLine command)
    {
        string arguments = command.ToString();
        foreach (ITaskItem file in Files.OrderByDescending(static file => file.ItemSpec.Length))
        {
            arguments = arguments.Replace(Root(file.ItemSpec), $"$here/{file.GetMetadata("RelativePath").Replace('\\', '/')}", StringComparison.Ordinal);
        }

        return $"exec \"${{QEMU:-{QemuCommand}}}\" {arguments} \"$@\"";
    }

    private static string MakeScript(string commands) => $"""
        #!/bin/sh
        # Boots what lies beside this script in QEMU. Ctrl-A, X leaves. Arguments are passed on; QEMU names another program.
        here=$(cd "$(dirname "$0")" && pwd) || exit 1
        {commands}

        """.ReplaceLineEndings("\n");

    /// <summary>Sums in the form that <c>sha256sum -c</c> reads.</summary>
    private static string MakeSums(string directory, List<string> names)
    {
        var text = new StringBuilder();
        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            using FileStream file = File.OpenRead(Path.Combine(directory, name));
            text.Append(Convert.ToHexStringLower(SHA256.HashData(file))).Append("  ").Append(name).Append('\n');
        }

        return text.ToString();
    }
>>>>>>> h-hyp
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.Build.Framework;
using Partition.Hypervisors;

namespace Partition.Tasks;

/// <summary>Writes what makes published files useful elsewhere: a script that boots them in QEMU, and the sums of them all.</summary>
[MSBuildMultiThreadableTask]
public sealed class CompletePublishedFiles : BootingTask
{
    private const string ScriptName = "run.sh";
    private const string SumsName = "SHA256SUMS";
    private const UnixFileMode ScriptMode = (UnixFileMode)0x1ED; // 0755

    /// <summary>Where the files were copied to.</summary>
    [Required] public string PublishDirectory { get; set; } = "";

    /// <summary>The files as they were built, with the metadatum RelativePath for their place in the directory.</summary>
    [Required] public ITaskItem[] Files { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        string directory = Root(PublishDirectory);
        string script = Path.Combine(directory, ScriptName);
        List<string> names = [.. Files.Select(static file => file.GetMetadata("RelativePath").Replace('\\', '/'))];
        if (CanBoot && FindWhatBoots() is { } hypervisor && BootOne(hypervisor) is { } boot)
        {
            AtomicFile.Write(script, MakeScript(boot.ToString()));
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

    /// <summary>Whether there is something for QEMU to boot: publishing does not need a machine, a hypervisor or the choice of a guest.</summary>
    private bool CanBoot => QemuMachine.Length > 0 && (Hypervisor.Equals("None", StringComparison.OrdinalIgnoreCase)
        ? RunGuest.Length > 0 || Guests is [{ } guest] && guest.GetMetadata("KernelImage").Length > 0
        : HypervisorKernel.Length > 0 && File.Exists(Root(HypervisorKernel)));

    // The longest paths first, so that a folder's name does not stand for a file in it.
    private string MakeScript(string arguments)
    {
        foreach (ITaskItem file in Files.OrderByDescending(static file => file.ItemSpec.Length))
        {
            arguments = arguments.Replace(Root(file.ItemSpec), $"$here/{file.GetMetadata("RelativePath").Replace('\\', '/')}", StringComparison.Ordinal);
        }

        return $"""
            #!/bin/sh
            # Boots what lies beside this script in QEMU. Ctrl-A, X leaves. Arguments are passed on; QEMU names another program.
            here=$(cd "$(dirname "$0")" && pwd) || exit 1
            exec "${"{QEMU:-" + QemuCommand + "}"}" {arguments} "$@"

            """.ReplaceLineEndings("\n");
    }

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
}

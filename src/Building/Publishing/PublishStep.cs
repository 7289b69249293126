using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Partition.Building.Boots;
using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.Hypervisors;
using Partition.Hypervisors.Boot;
using Partition.Images.Files;

namespace Partition.Building.Publishing;

/// <summary>Writes what makes published files useful elsewhere: a script that boots them in QEMU, and the sums of them all.</summary>
/// <param name="session">The build.</param>
/// <param name="options">The machine.</param>
/// <param name="files">The files as they were built, with the metadatum RelativePath for their place in the published folder.</param>
internal sealed class PublishStep(BuildSession session, BootOptions options, ImmutableArray<ProjectItem> files)
{
    private const string ScriptName = "run.sh";
    private const string SumsName = "SHA256SUMS";
    private const UnixFileMode ScriptMode = (UnixFileMode)UnixMode.Program;

    private readonly QemuBoot _qemu = new(session, options);
    private readonly ShellScript _script = new(
        files.Select(file => (session.Root(file.Identity), file.GetMetadata("RelativePath").Replace('\\', '/'))));

    /// <summary>Writes the script and the sums.</summary>
    /// <param name="publishDirectory">Where the files were copied to.</param>
    public void Run(string publishDirectory)
    {
        string directory = session.Root(publishDirectory);
        string script = Path.Combine(directory, ScriptName);
        List<string> names = [.. files.Select(static file => file.GetMetadata("RelativePath").Replace('\\', '/'))];
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

        if (!session.HasErrors)
        {
            AtomicFile.Write(Path.Combine(directory, SumsName), MakeSums(directory, names));
        }
    }

    /// <summary>
    /// The script that boots what there is: the hypervisor, the guest, or the one of several guests that its first argument names.
    /// </summary>
    /// <returns>
    /// The script, or <see langword="null"/> when there is nothing for QEMU to boot: publishing needs neither a machine nor a hypervisor.
    /// </returns>
    private string? MakeScript()
    {
        if (options.QemuMachine.Length == 0 || _qemu.FindWhatBoots() is not { } hypervisor)
        {
            return null;
        }

        if (hypervisor.Boot is not null)
        {
            if (options.HypervisorKernel.Length > 0 && !_qemu.HasHypervisor)
            {
                // None is needed to publish, but a name that leads nowhere is a slip.
                session.Report(HostDiagnostics.HypervisorNotPublished(
                    session.SpanOfProperty("HypervisorKernel"),
                    options.HypervisorKernel,
                    MissingFile.FaultOf(options.HypervisorKernel, session.Root),
                    NearbyPath.Find(options.HypervisorKernel, session.Root)));
            }

            return _qemu.HasHypervisor && _qemu.BootHypervisor(hypervisor) is { } machine ? MakeScript(CommandOf(machine)) : null;
        }

        ProjectItem[] guests = [.. options.Guests.Where(static guest => guest.GetMetadata("KernelImage").Length > 0)];
        if (options.RunGuest.Length > 0 || guests.Length == 1)
        {
            ProjectItem? named = options.RunGuest.Length > 0 ? _qemu.FindRunGuest() : guests[0];
            return named is not null && _qemu.BootGuest(named) is { } machine ? MakeScript(CommandOf(machine)) : null;
        }

        IEnumerable<string> cases = guests.Select(guest =>
            _qemu.BootGuest(guest) is { } machine ? $"  {ShellScript.Quote(guest.Identity)}) shift; {CommandOf(machine)} ;;" : "");
        return guests.Length == 0 ? null : MakeScript($"""
            case $1 in
            {string.Join('\n', cases)}
              *) echo "$0 GUEST: which guest to boot? {string.Join(' ', guests.Select(static guest => guest.Identity))}" >&2; exit 2 ;;
            esac
            """);
    }

    private string CommandOf(QemuCommandLine command) => _script.Execute(command, options.QemuCommand);

    private static string MakeScript(string commands) => $"{ShellScript.Beginning}\n{commands}\n".ReplaceLineEndings("\n");

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

using Partition.Building.Items;
using Partition.Building.Kernels;
using Partition.Building.Stages;

namespace Partition.Building.Guests;

/// <summary>What starts in a guest, as far as it is known.</summary>
/// <param name="IsLinux">Whether the kernel is certainly a Linux.</param>
/// <param name="Architecture">What the kernel and the CPUs execute.</param>
/// <param name="Arguments">The kernel's arguments, of the project or of the guest's tree.</param>
internal sealed record GuestBoot(bool IsLinux, MachineArchitecture Architecture, string Arguments)
{
    private const string ArchitectureValue = "Architecture";
    private const string ArgumentsValue = "Arguments";
    private const string LinuxValue = "IsLinux";

    /// <summary>Nothing is known.</summary>
    public static GuestBoot Unknown { get; } = new(false, MachineArchitecture.Unknown, "");

    /// <summary>The same with only the arguments that say what Linux starts, so that no other one makes a root file system again.</summary>
    public GuestBoot ForRoot() => new(IsLinux, Architecture, LinuxArguments.Select(Arguments, "rdinit", "root", "noinitrd"));

    /// <summary>The record that keeps it.</summary>
    /// <param name="directory">The folder of the guest's intermediate files.</param>
    public static string RecordIn(string directory) => Path.Combine(directory, "boot.record");

    /// <summary>Reads what an earlier stage found out about a guest.</summary>
    /// <param name="session">The build.</param>
    /// <param name="guest">The guest's item; one without a kernel starts nothing.</param>
    /// <param name="directory">The folder of the guest's intermediate files.</param>
    public static GuestBoot Read(BuildSession session, ProjectItem guest, string directory) =>
        guest.GetMetadata("Kernel").Length > 0 && StageRecord.TryRead(session.Root(RecordIn(directory))) is { Values: var values }
            ? new(
                values.ContainsKey(LinuxValue),
                Enum.TryParse(values.GetValueOrDefault(ArchitectureValue), out MachineArchitecture architecture) ? architecture : default,
                values.GetValueOrDefault(ArgumentsValue, ""))
            : Unknown;

    /// <summary>Leaves it for later stages.</summary>
    public void Give(StageWork work)
    {
        work.Give(ArchitectureValue, Architecture.ToString());
        work.Give(ArgumentsValue, Arguments);
        if (IsLinux)
        {
            work.Give(LinuxValue, "true");
        }
    }
}

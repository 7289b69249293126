using System.Collections.Frozen;
using System.Collections.Immutable;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Boot;

/// <summary>The CPUs and the RAM that a machine of QEMU has: asked for others, it does not start.</summary>
/// <param name="Cpus">The least number of CPUs.</param>
/// <param name="MemorySizes">The sizes of RAM that it can have, in rising order, in MiB; empty for any.</param>
/// <remarks>The machines are those of QEMU's hw/arm; raspi4b and bpim2u came after version 7.2.</remarks>
internal sealed record QemuMachine(int Cpus, ImmutableArray<ulong> MemorySizes)
{
    private static readonly QemuMachine s_any = new(1, []);

    private static readonly FrozenDictionary<string, QemuMachine> s_known = Describe(
        ("raspi0 raspi1ap", 1, [512]),
        ("raspi2b raspi3b", 4, [1024]),
        ("raspi3ap", 4, [512]),
        ("raspi4b", 4, [2048]),
        ("orangepi-pc bpim2u", 4, [1024]),
        ("cubieboard", 1, [512, 1024]),
        ("cheetah musicpal sx1 sx1-v1", 1, [32]),
        ("canon-a1100", 1, [64]),
        ("n800 n810", 1, [128]),
        ("collie", 1, [512]),
        ("smdkc210 nuri", 2, []),
        ("xlnx-versal-virt", 4, []),
        ("npcm750-evb quanta-gsj quanta-gbs-bmc kudo-bmc mori-bmc", 2, [128, 256, 512, 1024, 2048]),
        ("palmetto-bmc quanta-q71l-bmc supermicrox11-bmc", 1, [64, 128, 256, 512]),
        ("ast2500-evb fp5280g2-bmc g220a-bmc romulus-bmc sonorapass-bmc witherspoon-bmc", 1, [128, 256, 512, 1024]),
        ("ast2600-evb bletchley-bmc fby35-bmc fuji-bmc qcom-dc-scm-v1-bmc qcom-firework-bmc rainier-bmc tacoma-bmc", 2,
            [256, 512, 1024, 2048]),
        ("fby35", 3, []));

    /// <summary>Finds what is known of a machine.</summary>
    /// <param name="name">The machine as QEMU's option <c>-M</c> takes it: its name, and perhaps options after a comma.</param>
    public static QemuMachine Find(string name) => s_known.GetValueOrDefault(name.Split(',', 2)[0].Trim(), s_any);

    /// <summary>The RAM to ask for: the smallest that the machine can have and that suffices, or else what is wanted.</summary>
    public ByteSize MemoryFor(ByteSize wanted) => MemorySizes
        .Select(ByteSize.FromMebibytes)
        .Where(size => size.CompareTo(wanted) >= 0)
        .DefaultIfEmpty(wanted)
        .First();

    private static FrozenDictionary<string, QemuMachine> Describe(params (string Names, int Cpus, ulong[] MemorySizes)[] machines) =>
        machines
            .SelectMany(static machine => machine.Names.Split(' '), static (machine, name) =>
                (Name: name, Machine: new QemuMachine(machine.Cpus, [.. machine.MemorySizes])))
            .ToFrozenDictionary(static pair => pair.Name, static pair => pair.Machine, StringComparer.Ordinal);
}

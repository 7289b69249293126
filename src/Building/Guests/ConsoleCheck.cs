using System.Globalization;
using Partition.Building.Diagnostics;
using Partition.Diagnostics;
using Partition.Hypervisors.Consoles;
using Partition.Partitioning.Boards;

namespace Partition.Building.Guests;

/// <summary>Finds consoles that a Linux is told to use and that the guest's tree does not have.</summary>
/// <remarks>Linux, Documentation/admin-guide/kernel-parameters.txt: console=, earlycon=.</remarks>
internal static class ConsoleCheck
{
    private const string HypervisorConsole = "hvc";

    // What may appear between the driver and the address of an early console.
    private static readonly string[] s_accesses = ["mmio", "mmio16", "mmio32", "mmio32be", "mmio32native"];

    /// <summary>Checks a guest.</summary>
    /// <param name="guest">Its name.</param>
    /// <param name="tree">Its tree.</param>
    /// <param name="arguments">The kernel's arguments.</param>
    /// <param name="hypervisor">The consoles of the hypervisor; <see langword="null"/> when it is not known.</param>
    /// <param name="at">Locates the arguments in the project.</param>
    public static IEnumerable<Diagnostic> Run(
        string guest, GuestTree tree, string arguments, IGuestConsoles? hypervisor, Func<SourceSpan> at)
    {
        string[] named = [.. LinuxArguments.ValuesOf(arguments, "console").Where(static value => value.Length > 0).Distinct()];
        string[] early = [.. LinuxArguments.ValuesOf(arguments, "earlycon").Distinct()];
        foreach (string value in named)
        {
            string device = value.Split(',')[0];
            if (!MayHave(tree, device, hypervisor))
            {
                yield return GuestBootDiagnostics.NoConsole(at(), guest, $"console={value}", device, NamesIn(tree));
            }
        }

        foreach (string value in early)
        {
            if (AddressOf(value) is { } address && !tree.Devices.Any(device => device.Registers.Any(range => range.Contains(address))))
            {
                yield return GuestBootDiagnostics.NoEarlyConsole(at(), guest, $"earlycon={value}", address);
            }
        }

        if (tree.Console.Length > 0 && !tree.HasConsole && (named.Length == 0 || early.Contains("")))
        {
            yield return GuestBootDiagnostics.NoStandardConsole(at(), guest, tree.Console);
        }
    }

    private static bool MayHave(GuestTree tree, string device, IGuestConsoles? hypervisor)
    {
        string name = device.TrimEnd("0123456789".ToCharArray());
        if (!int.TryParse(device.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return true;
        }

        return name == HypervisorConsole ? hypervisor is null || hypervisor.MayProvide(name) || HasHiddenConsole(tree)
            : SerialDrivers.FindByName(name) is not { } driver
                || tree.Devices.Any(SerialDrivers.MayBeOther)
                || (!driver.NumbersByAlias && HasCards(tree))
                || MayHave(tree, driver, number);
    }

    private static bool MayHave(GuestTree tree, SerialDriver driver, int number)
    {
        int?[] numbers = [.. tree.Devices.Where(device => SerialDrivers.Of(device)?.Name == driver.Name).Select(tree.SerialNumberOf)];
        return numbers.Length > 0
            && (!driver.NumbersByAlias
                || numbers.Contains(number)
                || (driver.CountsOthers && Array.TrueForAll(numbers, static known => known is null)
                    ? number < numbers.Length
                    : numbers.Contains(null)));
    }

    /// <summary>Whether there may be a console of virtio, or of the firmware of a RISC-V.</summary>
    private static bool HasHiddenConsole(GuestTree tree) => HasCards(tree)
        || tree.Devices.Any(static device => device.Compatible.Any(static name => name.StartsWith("virtio,", StringComparison.Ordinal)))
        || tree.Cpus.Any(static cpu => cpu.Compatible.Contains("riscv"));

    private static bool HasCards(GuestTree tree) => tree.Devices.Any(static device => device.Node.BaseName is "pci" or "pcie");

    /// <summary>The address of an early console that has one: <c>pl011,0x9000000</c>, <c>uart8250,mmio32,0x1c020000</c>.</summary>
    private static ulong? AddressOf(string value)
    {
        string[] parts = value.Split(',');
        string text = parts.Length > 2 && s_accesses.Contains(parts[1]) ? parts[2] : parts.Length > 1 ? parts[1] : "";
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address)
                ? address
                : null;
    }

    /// <summary>The consoles that the tree certainly has, for a message.</summary>
    private static IEnumerable<string> NamesIn(GuestTree tree) =>
        from device in tree.Devices
        let driver = SerialDrivers.Of(device)
        where driver is not null
        select tree.SerialNumberOf(device) is { } number && driver.NumbersByAlias
            ? $"{driver.Name}{number.ToString(CultureInfo.InvariantCulture)} ({device.Node.Path})"
            : $"{driver.Name}… ({device.Node.Path})";
}

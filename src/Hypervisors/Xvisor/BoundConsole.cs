using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Partition.Hypervisors.Consoles;

namespace Partition.Hypervisors.Xvisor;

/// <summary>
/// Separates a guest's lines from Xvisor's own: a bound serial port writes <c>[guest0/uart0] </c> after each line feed and each carriage
/// return.
/// </summary>
/// <remarks>Xvisor, commands/cmd_vserial.c. A guest that ends lines with both therefore has the mark at both ends of a line.</remarks>
internal sealed partial class BoundConsole : IGuestConsoles
{
    /// <summary>The prompt of the guests' firmware, which looks like that of a shell and comes before the guest is up.</summary>
    private const string FirmwarePrompt = "basic# ";

    /// <summary>The boot script binds the console to the port of one guest, the first.</summary>
    public ImmutableArray<string> GuestsOnSharedConsole(ImmutableArray<string> started) => [.. started.Take(1)];

    public ConsoleLine AttributeLine(string line, ImmutableArray<string> started)
    {
        foreach (string guest in started)
        {
            int end = line.StartsWith($"[{guest}/", StringComparison.Ordinal) ? line.IndexOf("] ", StringComparison.Ordinal) : -1;
            if (end >= 0 && line.Replace(line[..(end + 2)], "", StringComparison.Ordinal) is var text && text != FirmwarePrompt)
            {
                return new(guest, text);
            }
        }

        return new("", line);
    }

    /// <remarks>
    /// Xvisor, libs/xscript (<c>line6: failed</c>), arch/arm/cpu: a guest's store to an address that it does not have
    /// (<c>do_data_abort: error -1</c>, <c>map failed</c>), and core/vmm_panic.
    /// </remarks>
    public bool IsFault(string line) => Fault().IsMatch(line);

    [GeneratedRegex(@"^line[0-9]+: failed|do_\w+_abort: error|stage2_map: .*failed|Failed to create guest|^Panic: ",
        RegexOptions.CultureInvariant)]
    private static partial Regex Fault();
}

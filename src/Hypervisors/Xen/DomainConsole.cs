using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Partition.Hypervisors.Consoles;

namespace Partition.Hypervisors.Xen;

/// <summary>Separates the guests on Xen's console: it writes <c>(XEN) DOM2: </c> before each line of the second.</summary>
/// <remarks>
/// Xen, xen/arch/arm/vpl011.c. Domains are counted from 1 in the order of their nodes in the host's tree; 0 would be the privileged one,
/// which is not there. The <c>(XEN) </c> is missing where Xen goes on within a line.
/// </remarks>
internal sealed partial class DomainConsole : IGuestConsoles
{
    public ConsoleLine AttributeLine(string line, ImmutableArray<string> started) =>
        Prefix().Match(line) is { Success: true } prefix
        && int.TryParse(prefix.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && number >= 1 && number <= started.Length
            ? new(started[number - 1], line[prefix.Length..])
            : new("", line);

    public bool MayProvide(string driver) => driver == "hvc";

    /// <remarks>
    /// Xen, xen/arch/arm/domain_build.c and xen/drivers/passthrough: it goes on after most of these, and starts the guest without the
    /// device.
    /// </remarks>
    public bool IsFault(string line) => Fault().IsMatch(line);

    [GeneratedRegex(@"^\(XEN\) .*(Failed to assign|Failed to map|Unable to map|Unable to permit|Unable to route|Unable to create"
        + "|Could not set up|Error creating domain|Panic on CPU|Xen BUG at|Assertion .* failed)", RegexOptions.CultureInvariant)]
    private static partial Regex Fault();

    [GeneratedRegex(@"^(?:\(XEN\) )?DOM([0-9]{1,4}): ?", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}

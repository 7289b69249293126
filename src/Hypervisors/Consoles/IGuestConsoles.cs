using System.Collections.Immutable;

namespace Partition.Hypervisors.Consoles;

/// <summary>How guests share the console of a machine.</summary>
internal interface IGuestConsoles
{
    /// <summary>Selects the guests whose output appears on the machine's console.</summary>
    /// <param name="started">The guests that the machine starts, in the project's order.</param>
    ImmutableArray<string> GuestsOnSharedConsole(ImmutableArray<string> started) => started;

    /// <summary>Finds the guest that wrote a line of the machine's console.</summary>
    /// <param name="line">The line, or the start of an unfinished one, without control characters.</param>
    /// <param name="started">The guests that the machine starts, in the project's order.</param>
    /// <returns>The guest, and the line without the prefix that the hypervisor wrote.</returns>
    ConsoleLine AttributeLine(string line, ImmutableArray<string> started);

    /// <summary>Whether guests may have a console of a Linux driver that no node of their trees shows.</summary>
    /// <param name="driver">The name of the driver's devices without their number, such as <c>hvc</c>.</param>
    bool MayProvide(string driver) => false;

    /// <summary>Whether a line of the hypervisor's own says that it could not do what the partition needs.</summary>
    bool IsFault(string line) => false;
}

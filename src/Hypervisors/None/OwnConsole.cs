using System.Collections.Immutable;
using Partition.Hypervisors.Consoles;

namespace Partition.Hypervisors.None;

/// <summary>The one guest that boots has the console for itself.</summary>
internal sealed class OwnConsole : IGuestConsoles
{
    public ConsoleLine AttributeLine(string line, ImmutableArray<string> started) => new(started.FirstOrDefault(""), line);
}

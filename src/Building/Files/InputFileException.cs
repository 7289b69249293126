using Partition.Diagnostics;

namespace Partition.Building.Files;

/// <summary>An input cannot be read, and a code says why.</summary>
/// <param name="diagnostic">What is wrong, without a location.</param>
internal sealed class InputFileException(Diagnostic diagnostic) : IOException(diagnostic.Message)
{
    /// <summary>What is wrong, without a location.</summary>
    public Diagnostic Diagnostic => diagnostic;
}

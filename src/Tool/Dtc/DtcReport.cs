using Partition.DeviceTree;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.Tool.Dtc;

/// <summary>What <c>partition dtc</c> says, in one form or another.</summary>
/// <param name="quietness">How often <c>-q</c> was given.</param>
internal abstract class DtcReport(int quietness)
{
    /// <summary>How often <c>-q</c> was given.</summary>
    protected int Quietness { get; } = quietness;

    /// <summary>Says why nothing can be done.</summary>
    public abstract void Fatal(string message);

    /// <summary>Says what is odd about the options, unless warnings are not wanted.</summary>
    public abstract void Warning(string message);

    /// <summary>Says what was found in the input, without what is not wanted.</summary>
    public void Write(CompilationResult result)
    {
        foreach (Diagnostic diagnostic in result.Diagnostics)
        {
            if (IsWanted(diagnostic))
            {
                Write(diagnostic, result.Document);
            }
        }
    }

    /// <summary>Says that there is no output, because the input cannot be read.</summary>
    public abstract void Unreadable();

    /// <summary>Says that there is no output, because checks found errors.</summary>
    public abstract void Rejected();

    /// <summary>Says that there is an output although checks found errors.</summary>
    public abstract void Forced();

    /// <summary>Says one thing.</summary>
    /// <param name="diagnostic">What was found.</param>
    /// <param name="document">The tree that it was found in; <see langword="null"/> when there is none.</param>
    protected abstract void Write(Diagnostic diagnostic, DeviceTreeDocument? document);

    private bool IsWanted(Diagnostic diagnostic) => diagnostic.Severity switch
    {
        DiagnosticSeverity.Error => Quietness < 2 || diagnostic.Check is null,
        _ => Quietness < 1 || diagnostic.Code == DtcFaults.Truncation,
    };
}

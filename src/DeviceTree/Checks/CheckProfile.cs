namespace Partition.DeviceTree.Checks;

/// <summary>The level that each check has before single checks are switched.</summary>
/// <remarks>
/// | profile | errors of dtc | warnings of dtc | what dtc leaves off | typed references |
/// |---|---|---|---|---|
/// | <see cref="None"/> | errors | off | off | off |
/// | <see cref="Default"/> | errors | warnings | off | warnings |
/// | <see cref="Kernel"/> | errors | warnings, without the noisy ones | off | warnings |
/// | <see cref="Strict"/> | errors | warnings | warnings, but for <c>always_fail</c> | warnings |
/// </remarks>
public enum CheckProfile
{
    /// <summary>Only errors: what no tree may have.</summary>
    None,

    /// <summary>The levels of dtc, and warnings of references to nodes of the wrong kind.</summary>
    Default,

    /// <summary>The default without what Linux 6.1 switches off when it builds its own trees (scripts/Makefile.lib).</summary>
    Kernel,

    /// <summary>All checks.</summary>
    Strict,
}

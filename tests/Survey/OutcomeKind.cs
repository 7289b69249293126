namespace Partition.Survey;

/// <summary>What came of a board, in a word.</summary>
internal enum OutcomeKind
{
    /// <summary>It builds as it is.</summary>
    BuiltAtOnce,

    /// <summary>It builds with the lines that messages proposed.</summary>
    BuiltByAdvice,

    /// <summary>It does not build.</summary>
    Refused,

    /// <summary>Its tree does not compile, or it has not the devices that the recipe asks for.</summary>
    Unsuitable,

    /// <summary>Its processor cannot run the hypervisor.</summary>
    CannotRun,

    /// <summary>The product failed.</summary>
    Crashed,
}

namespace Partition.Partitioning.Bindings;

/// <summary>What a reference says about the two nodes.</summary>
internal enum PhandleTie
{
    /// <summary>The one does not work without the other.</summary>
    Need,

    /// <summary>The two work together, and each works without the other: the ends of a graph's link.</summary>
    Peer,

    /// <summary>The one works better with the other, and works without it, too.</summary>
    Option,

    /// <summary>A reference that creates no need, such as the CPUs that an interrupt belongs to.</summary>
    Reference,
}

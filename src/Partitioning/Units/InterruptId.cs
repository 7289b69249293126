namespace Partition.Partitioning.Units;

/// <summary>An interrupt as the generic interrupt controller numbers it: 16 to 31 private to a CPU, 32 and up shared.</summary>
/// <param name="Number">The INTID (ARM IHI 0048B, section 2.2.1).</param>
internal readonly record struct InterruptId(uint Number)
{
    private const uint FirstPrivate = 16;
    private const uint FirstShared = 32;

    /// <summary>The interrupt of a shared peripheral interrupt number, as a tree's first specifier cell 0 gives it.</summary>
    public static InterruptId Shared(uint number) => new(number + FirstShared);

    /// <summary>The interrupt of a private peripheral interrupt number, as a tree's first specifier cell 1 gives it.</summary>
    public static InterruptId Private(uint number) => new(number + FirstPrivate);

    /// <summary>The number of a shared interrupt in the first specifier cell's numbering, where the first one is 0.</summary>
    public uint SharedNumber => Number - FirstShared;

    /// <summary>Whether every CPU has an interrupt of this number of its own.</summary>
    public bool IsPrivate => Number < FirstShared;

    /// <summary>The number.</summary>
    public override string ToString() => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

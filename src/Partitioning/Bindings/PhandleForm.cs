namespace Partition.Partitioning.Bindings;

/// <summary>How phandles stand in the value of a property.</summary>
internal enum PhandleForm
{
    /// <summary>
    /// Each phandle has as many cells behind it as the node that it names asks for: <c>clocks = &lt;&amp;clk 3&gt;, &lt;&amp;osc&gt;</c>.
    /// </summary>
    Specifiers,

    /// <summary>
    /// Entries of one length with the phandle in one place: <c>pinctrl-0 = &lt;&amp;uart_pins &amp;clock_pins&gt;</c>,
    /// <c>iommu-map = &lt;0 &amp;smmu 0x10 0x10000&gt;</c>.
    /// </summary>
    Entries,

    /// <summary>The first cell is a phandle; what follows is the property's own: <c>syscon = &lt;&amp;ctrl 0x60&gt;</c>.</summary>
    First,

    /// <summary>An interrupt nexus: the child's unit address and specifier, the parent, its unit address and specifier.</summary>
    InterruptMap,

    /// <summary>A nexus of another kind: a specifier, the node that has what it names, and the specifier there (<c>gpio-map</c>).</summary>
    SpecifierMap,

    /// <summary>
    /// Interrupts. At a GICv3 with sets of processors the fourth cell of a private one names the set: <c>interrupts = &lt;1 7 4
    /// &amp;big&gt;</c>.
    /// </summary>
    Interrupts,
}

namespace Partition.Slicing;

/// <summary>How phandles stand in the value of a property.</summary>
internal enum PhandleForm
{
    /// <summary>Each phandle has as many cells behind it as the node that it names asks for: <c>clocks = &lt;&amp;clk 3&gt;, &lt;&amp;osc&gt;</c>.</summary>
    Specifiers,

    /// <summary>Each cell is a phandle: <c>pinctrl-0 = &lt;&amp;uart_pins &amp;clock_pins&gt;</c>.</summary>
    Phandles,

    /// <summary>The first cell is a phandle; what follows is the property's own: <c>syscon = &lt;&amp;ctrl 0x60&gt;</c>.</summary>
    First,

    /// <summary>Entries of four cells with the phandle in the second: <c>iommu-map = &lt;0 &amp;smmu 0x10 0x10000&gt;</c>.</summary>
    Map,

    /// <summary>An interrupt nexus: the child's unit address and specifier, the parent, its unit address and specifier.</summary>
    InterruptMap,
}

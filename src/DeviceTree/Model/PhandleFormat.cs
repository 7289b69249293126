namespace Partition.DeviceTree.Model;

/// <summary>Which property says the phandle that a compiler gives to a node (<c>dtc -H</c>).</summary>
public enum PhandleFormat
{
    /// <summary><c>phandle</c> alone, as the Devicetree Specification v0.4, section 2.3.3, has it.</summary>
    Epapr,

    /// <summary><c>linux,phandle</c> alone, for systems from before ePAPR.</summary>
    Legacy,

    /// <summary><c>linux,phandle</c> and then <c>phandle</c>.</summary>
    Both,
}

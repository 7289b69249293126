namespace Partition.DeviceTree.Model;

/// <summary>What a <see cref="ValueMarker"/> says about the bytes from its offset on.</summary>
public enum ValueMarkerKind
{
    /// <summary>A label stands here.</summary>
    Label,

    /// <summary>Elements of one byte begin here: <c>[00 11]</c>.</summary>
    Bytes,

    /// <summary>Elements of one byte begin here, written as <c>/bits/ 8 &lt;…&gt;</c>.</summary>
    Cells8,

    /// <summary>Big-endian elements of two bytes begin here: <c>/bits/ 16 &lt;…&gt;</c>.</summary>
    Cells16,

    /// <summary>Big-endian cells of four bytes begin here: <c>&lt;…&gt;</c>.</summary>
    Cells32,

    /// <summary>Big-endian elements of eight bytes begin here: <c>/bits/ 64 &lt;…&gt;</c>.</summary>
    Cells64,

    /// <summary>A string with its terminating NUL begins here.</summary>
    String,

    /// <summary>A cell that holds the phandle of the node named by <see cref="ValueMarker.Text"/>: <c>&lt;&amp;label&gt;</c>.</summary>
    PhandleReference,

    /// <summary>
    /// A string that holds the path of the node named by <see cref="ValueMarker.Text"/>: <c>&amp;label</c> outside angle brackets.
    /// </summary>
    PathReference,
}

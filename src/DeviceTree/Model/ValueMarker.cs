using Partition.Diagnostics;

namespace Partition.DeviceTree.Model;

/// <summary>A note on a property's value: the type that its source gave to the bytes from here on, a label, or a reference.</summary>
/// <param name="Kind">What is noted.</param>
/// <param name="Offset">Byte offset into the value; a label may stand at its end.</param>
/// <param name="Text">The label, or what a reference names without its ampersand (<c>uart0</c>, <c>/soc/uart@9000</c>); empty for a
/// type.</param>
/// <param name="Span">Where it was written.</param>
public readonly record struct ValueMarker(ValueMarkerKind Kind, int Offset, string Text, SourceSpan Span)
{
    /// <summary>Whether this marks a reference to another node.</summary>
    public bool IsReference => Kind is ValueMarkerKind.PhandleReference or ValueMarkerKind.PathReference;

    /// <summary>Whether this gives the type of the bytes that follow.</summary>
    public bool IsType => Kind is >= ValueMarkerKind.Bytes and <= ValueMarkerKind.String;
}

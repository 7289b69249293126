using System.Buffers.Binary;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Model;

public sealed partial class PropertyValue
{
    /// <summary>Makes a value of 64-bit numbers, two cells each: <c>/bits/ 64 &lt;…&gt;</c>.</summary>
    public static PropertyValue FromU64(params ReadOnlySpan<ulong> numbers)
    {
        var bytes = new byte[numbers.Length * sizeof(ulong)];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(i * sizeof(ulong)), numbers[i]);
        }

        return new([.. bytes], [new(ValueMarkerKind.Cells64, 0, "", SourceSpan.None)]);
    }

    /// <summary>Reads the value as exactly one number of 64 bits: two cells, the upper half first.</summary>
    /// <remarks>
    /// <list type="table">
    /// <item><term><c>&lt;0x1 0x2&gt;</c></term><description>0x100000002</description></item>
    /// <item><term><c>/bits/ 64 &lt;5&gt;</c></term><description>5</description></item>
    /// <item><term><c>&lt;5&gt;</c></term><description>no: <see cref="TryReadCell"/></description></item>
    /// </list>
    /// </remarks>
    /// <param name="number">The number, or 0.</param>
    /// <returns><see langword="false"/> when the value is not eight bytes long.</returns>
    public bool TryReadU64(out ulong number)
    {
        number = Length == sizeof(ulong) ? BinaryPrimitives.ReadUInt64BigEndian(Bytes) : 0;
        return Length == sizeof(ulong);
    }
}

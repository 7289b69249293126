using System.Collections.Immutable;
using System.Text;
using Partition.DeviceTree.Model;
using Partition.Tool.Native;

namespace Partition.Tool.Fdt;

/// <summary>Makes one value of words of a command line.</summary>
/// <param name="format">How they are written; numbers without a size have four bytes.</param>
/// <param name="log">Receives each word and the length.</param>
internal sealed class ValueEncoder(ValueFormat format, TextWriter log)
{
    private readonly ImmutableArray<byte>.Builder _bytes = ImmutableArray.CreateBuilder<byte>();

    /// <summary>All words that were added.</summary>
    public PropertyValue Value => new(_bytes.ToImmutable(), []);

    /// <summary>Adds a word.</summary>
    /// <returns>Whether it is a value of the format, and fits.</returns>
    public bool TryAdd(string text)
    {
        if (format.Kind == 's')
        {
            log.WriteLine($"string: '{text}'");
            _bytes.AddRange(Encoding.UTF8.GetBytes(text));
            _bytes.Add(0);
            return true;
        }

        int size = format.Size == 0 ? sizeof(uint) : format.Size;
        if (!TryParse(text, out ulong number) || !Fits(number, size * 8))
        {
            return false;
        }

        log.WriteLine($"number of {size} bytes: {text}");
        for (int shift = (size - 1) * 8; shift >= 0; shift -= 8)
        {
            _bytes.Add((byte)(number >> shift));
        }

        return true;
    }

    /// <summary>Reads a number as fdtput does: without a type it is decimal, and signed ones may be octal or hexadecimal.</summary>
    private bool TryParse(string text, out ulong number) => NativeNumber.TryParse(
        text,
        format.Kind switch { 'x' => 16, 'i' or 'u' => 0, _ => 10 },
        out number);

    // A negative number fits when only its sign is lost.
    private static bool Fits(ulong number, int bits) => number >> bits == 0 || (long)number >> (bits - 1) == -1;
}

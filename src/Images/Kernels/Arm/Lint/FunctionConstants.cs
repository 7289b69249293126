using System.Numerics;

namespace Partition.Images.Kernels.Arm.Lint;

/// <summary>Finds the numbers that a function of ARM code works with.</summary>
/// <remarks>
/// Encodings follow the ARM Architecture Reference Manual (ARMv7-A): modified immediates in A5.2.4, MOVW and MOVT in A8.8.102 and A8.8.106.
/// </remarks>
internal static class FunctionConstants
{
    /// <summary>The numbers that are loaded into a register or compared with, and the words that lie in the function as literals.</summary>
    /// <param name="words">The function from its first instruction to the end of its literals.</param>
    /// <remarks>Registers are followed in the order of the code, not of its jumps: halves of a number are set next to each other.</remarks>
    public static HashSet<uint> Of(ReadOnlySpan<uint> words)
    {
        var constants = new HashSet<uint>();
        Span<uint> registers = stackalloc uint[16];
        uint known = 0;
        foreach (uint word in words)
        {
            constants.Add(word); // It may be a literal; the numbers that are sought are no instructions.
            int destination = (int)((word >> 12) & 15);
            uint? value = (word & 0x0FF00000) switch
            {
                0x03A00000 => Immediate(word),
                0x03E00000 => ~Immediate(word),
                0x03000000 => Half(word),
                0x03400000 when (known & (1u << destination)) != 0 => Half(word) << 16 | (registers[destination] & 0xFFFF),
                _ => null,
            };
            if (value is { } loaded)
            {
                registers[destination] = loaded;
                known |= 1u << destination;
                constants.Add(loaded);
            }
            else if ((word & 0x0FF0F000) is 0x03500000 or 0x03700000)
            {
                constants.Add((word & 0x00200000) == 0 ? Immediate(word) : unchecked(0 - Immediate(word)));
            }
        }

        return constants;
    }

    private static uint Immediate(uint word) => BitOperations.RotateRight(word & 0xFF, (int)((word >> 8) & 15) * 2);

    private static uint Half(uint word) => ((word >> 4) & 0xF000) | (word & 0xFFF);
}

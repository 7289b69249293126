using System.Buffers.Binary;
using Partition.Images.Kernels.Arm;

namespace Partition.Sdk.Tests;

/// <summary>The bare-metal guest of the sample with something in it that a build warns of.</summary>
internal static class OddKernels
{
    /// <summary>Its first 'mrs' or 'msr' runs on a condition.</summary>
    /// <param name="word">The instruction, as it was.</param>
    public static byte[] WithConditionalInstruction(out PatchedWord word)
    {
        byte[] kernel = [.. TestBoard.Kernel];
        word = KernelPatcher.Patch(new MemoryStream(kernel), new KernelPatchOptions()).Patches
            .First(static p => p.Class is InstructionClass.Mrs or InstructionClass.MsrRegister);
        BinaryPrimitives.WriteUInt32LittleEndian(kernel.AsSpan((int)word.FileOffset), word.Original & 0x0FFFFFFF);
        return kernel;
    }

    /// <summary>Its first segment is to be loaded at an address.</summary>
    public static byte[] WithLoadAddress(uint address)
    {
        byte[] kernel = [.. TestBoard.Kernel];
        int firstSegment = BinaryPrimitives.ReadInt32LittleEndian(kernel.AsSpan(0x1C));
        BinaryPrimitives.WriteUInt32LittleEndian(kernel.AsSpan(firstSegment + 12), address);
        return kernel;
    }
}

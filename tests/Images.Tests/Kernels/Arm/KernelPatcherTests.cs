using System.Buffers.Binary;
using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Images.Kernels.Arm;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Kernels.Arm;

public class KernelPatcherTests
{
    private const uint Mrs = 0xE10F0000;
    private const uint MrsHypercall = 0xEF020000;
    private const uint Nop = 0xE1A00000;

    [Fact]
    public void ConstantsBetweenInstructionsStay()
    {
        var kernel = new ElfBuilder();
        int text = kernel.AddCode(".text", 0x8000, Mrs, Mrs, Mrs, Mrs);
        kernel.Mark("$d", 0x8004, text);
        kernel.Mark("$a.1", 0x800C, text);
        Assert.Equal([0x8000u, 0x800Cu], Patch(kernel).Patches.Select(p => p.Address));
    }

    [Fact]
    public void TreatsBytesBeforeTheFirstMappingSymbolAsCode()
    {
        var kernel = new ElfBuilder();
        int text = kernel.Add(".text", 0x8000, kernel.Words(Mrs, Mrs));
        kernel.Mark("$d", 0x8004, text);
        Assert.Equal([0x8000u], Patch(kernel).Patches.Select(p => p.Address));
    }

    [Fact]
    public void MappingSymbolsOfOtherSectionsDoNotCount()
    {
        var kernel = new ElfBuilder();
        kernel.AddCode(".vectors", 0xFFFF0000, Mrs);
        int other = kernel.AddCode(".vectors2", 0xFFFF0000, Mrs);
        kernel.Mark("$d", 0xFFFF0000, other);
        PatchedWord word = Assert.Single(Patch(kernel).Patches);
        Assert.Equal((".vectors", 0xFFFF0000u, Mrs, MrsHypercall, InstructionClass.Mrs),
            (word.Section, word.Address, word.Original, word.Replacement, word.Class));
    }

    [Theory]
    [InlineData(".notes", 0)]
    [InlineData(".text.notes", 0)]
    [InlineData(".information", 0)]
    [InlineData(".text", 1)]
    public void SectionsForNotesArePassedOver(string name, int expected)
    {
        var kernel = new ElfBuilder();
        kernel.AddCode(".head.text", 0x7000, Nop);
        kernel.AddCode(name, 0x8000, Mrs);
        Assert.Equal(expected, Patch(kernel).Patches.Length);
    }

    [Fact]
    public void WithoutPatchingNothingIsFound()
    {
        var kernel = new ElfBuilder();
        int text = kernel.AddCode(".text", 0x8000, Mrs, 0xEF020000);
        kernel.Mark("$t", 0x8004, text);
        KernelPatchResult result = KernelPatcher.Patch(new MemoryStream(kernel.Build()), new KernelPatchOptions { Patch = false });
        Assert.True(result.Succeeded);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.Patches);
    }

    [Fact]
    public void EveryRecordedWordIsPatchedInAKernel()
    {
        string[] lines = Resource.ReadText("kernel-patch-vectors.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[][] vectors = [.. lines.Skip(1).Select(l => l.Split('\t'))];
        foreach (bool bigEndian in (bool[])[false, true])
        {
            var kernel = new ElfBuilder { BigEndian = bigEndian };
            kernel.AddCode(".text", 0x8000, [.. vectors.Select(v => Convert.ToUInt32(v[0], 16))]);
            byte[] elf = kernel.Build();
            KernelPatchResult result = KernelPatcher.Patch(new MemoryStream(elf), new KernelPatchOptions { AssumeUnpatched = true });
            var flat = new MemoryStream();
            Assert.Empty(FlatImage.Write(new MemoryStream(elf), result, flat));
            byte[] expected = kernel.Words([.. vectors.Select(v => Convert.ToUInt32(v[1], 16))]);
            Assert.Equal(expected, flat.ToArray());
        }
    }

    [Fact]
    public void ConditionalInstructionsStayUnlessTheyAreAskedFor()
    {
        var kernel = new ElfBuilder();
        kernel.AddCode(".text", 0x8000, Nop, 0x110F0000, 0xE1B0F10E); // mrsne r0, cpsr; lsls pc, lr, #2
        byte[] elf = kernel.Build();
        KernelPatchResult usual = KernelPatcher.Patch(new MemoryStream(elf), new KernelPatchOptions());
        Assert.Empty(usual.Patches);
        Assert.Equal([0x8004u, 0x8008u], usual.LeftBehind.Select(l => l.Address));
        Assert.EndsWith(", or set PatchConditional.", Assert.Single(usual.Diagnostics).Message, StringComparison.Ordinal);

        KernelPatchResult all = KernelPatcher.Patch(new MemoryStream(elf), new KernelPatchOptions { PatchConditional = true });
        Assert.Equal([(0x8004u, 0x1F020000u, InstructionClass.Mrs)], all.Patches.Select(p => (p.Address, p.Replacement, p.Class)));
        Assert.Equal([0x8008u], all.LeftBehind.Select(l => l.Address));
        Assert.EndsWith("in the kernel's source.", Assert.Single(all.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AKernelWithHypercallsIsRefusedUnlessItIsKnownToBeFresh()
    {
        var kernel = new ElfBuilder();
        int text = kernel.AddCode(".text", 0x8000, Nop, MrsHypercall);
        kernel.Mark("start", 0x8000, text, info: 2);
        byte[] elf = kernel.Build();
        KernelPatchResult refused = KernelPatcher.Patch(new MemoryStream(elf), new KernelPatchOptions());
        Assert.Equal("error HV3013: The kernel is patched already: it contains 1 hypercall, the first at 0x00008004 (start+0x4). "
            + "Patching twice destroys them. Pass the 'vmlinux' as the kernel's build left it, or set PatchKernel to false.",
            Assert.Single(refused.Diagnostics).ToString());
        Assert.True(KernelPatcher.Patch(new MemoryStream(elf), new KernelPatchOptions { AssumeUnpatched = true }).Succeeded);
    }

    [Fact]
    public void ThumbCodeIsNamedWithItsFunction()
    {
        var kernel = new ElfBuilder();
        int text = kernel.AddCode(".text", 0x8000, Nop, Nop);
        kernel.Mark("$t", 0x8004, text);
        kernel.Mark("memcpy", 0x8005, text, info: 2);
        Assert.Equal("error HV3011: Section '.text' holds Thumb code at 0x00008004 (memcpy); only ARM instructions can be replaced by "
            + "hypercalls. Build the kernel without CONFIG_THUMB2_KERNEL.", Assert.Single(Fail(kernel)).ToString());
    }

    [Fact]
    public void AThumbFunctionIsFoundWithoutMappingSymbols()
    {
        var kernel = new ElfBuilder();
        int text = kernel.Add(".text", 0x8000, kernel.Words(Nop, Nop));
        kernel.Mark("memcpy", 0x8005, text, info: 2);
        Assert.Equal("HV3011", Assert.Single(Fail(kernel)).Code);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void AWordAcrossTheEndOfABufferIsPatchedInBothOutputs()
    {
        var kernel = new ElfBuilder();
        kernel.Add(".pad", 0x4000, [1, 2], flags: 2);
        uint[] words = new uint[600_000];
        Array.Fill(words, Mrs);
        kernel.AddCode(".text", 0x4002 + 2, words);
        byte[] elf = kernel.Build();
        KernelPatchResult result = Patch(kernel);
        Assert.Equal(words.Length, result.Patches.Length);
        var flat = new MemoryStream();
        Assert.Empty(FlatImage.Write(new MemoryStream(elf), result, flat));
        var patched = new MemoryStream();
        Assert.Empty(KernelPatcher.WriteElf(new MemoryStream(elf), result, patched));
        byte[] flatBytes = flat.ToArray();
        byte[] patchedBytes = patched.ToArray();
        for (int i = 0; i < words.Length; i++)
        {
            Assert.Equal(MrsHypercall, BinaryPrimitives.ReadUInt32LittleEndian(flatBytes.AsSpan(4 + 4 * i)));
            Assert.Equal(MrsHypercall, BinaryPrimitives.ReadUInt32LittleEndian(patchedBytes.AsSpan((int)result.Patches[i].FileOffset)));
        }
    }

    [Fact]
    public void AFailedResultCannotBeWritten()
    {
        KernelPatchResult failed = KernelPatcher.Patch(new MemoryStream([1, 2, 3]), new KernelPatchOptions());
        Assert.Throws<ArgumentException>(() => FlatImage.Write(Stream.Null, failed, Stream.Null));
        Assert.Throws<ArgumentException>(() => KernelPatcher.WriteElf(Stream.Null, failed, Stream.Null));
    }

    [Fact]
    public void CountsAreByClass()
    {
        var kernel = new ElfBuilder();
        kernel.AddCode(".text", 0x8000, Mrs, Mrs, 0xE320F004, 0xF1080080);
        Assert.Equal([new(InstructionClass.Cps, 1), new(InstructionClass.Sev, 1), new(InstructionClass.Mrs, 2)], Patch(kernel).Counts);
    }

    private static KernelPatchResult Patch(ElfBuilder kernel)
    {
        KernelPatchResult result = KernelPatcher.Patch(new MemoryStream(kernel.Build()), new KernelPatchOptions());
        Assert.Empty(result.Diagnostics);
        return result;
    }

    private static ImmutableArray<Diagnostic> Fail(ElfBuilder kernel)
    {
        KernelPatchResult result = KernelPatcher.Patch(new MemoryStream(kernel.Build()), new KernelPatchOptions());
        Assert.False(result.Succeeded);
        Assert.Empty(result.Patches);
        return result.Diagnostics;
    }
}

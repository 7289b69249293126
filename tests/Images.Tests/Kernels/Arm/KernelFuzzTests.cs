using System.Collections.Immutable;
using System.Text;
using Partition.Diagnostics;
using Partition.Images.Elf;
using Partition.Images.Kernels.Arm;
using Partition.Images.Kernels.Arm.Lint;
using Partition.Images.Kernels.Arm.Reports;
using Partition.Images.Kernels.Arm.Scripts;
using Partition.Images.Tests.Diagnostics;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Kernels.Arm;

/// <summary>
/// Damaged kernels and scripts through everything that reads them: no exception, bounded memory, and the same answer from all.
/// </summary>
[Trait("Speed", "Slow")]
public class KernelFuzzTests
{
    /// <summary>
    /// What one damaged kernel of a few KiB may take altogether: a packed and an unpacked configuration, windows and buffers.
    /// </summary>
    private const long MaxMemory = 64 << 20;

    private const long MaxImageLength = 1 << 20;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void ADamagedKernelHasAnAnswer(bool isBigEndian, int seed)
    {
        byte[] good = Kernel(isBigEndian);
        int sectionHeaders = SectionHeadersOf(good, isBigEndian);
        Mutations.Run(good, 4000, seed, Exercise, ..116, sectionHeaders..);
    }

    [Fact]
    public void ADamagedSymbolTableHasAnAnswer()
    {
        byte[] good = Kernel(isBigEndian: false);
        ElfFile file = ElfFile.Read(new MemoryStream(good)).File!;
        ElfSection symbols = file.Sections.First(s => s.Type == ElfLayout.SectionSymbols);
        Mutations.Run(good, 3000, 3, Exercise, (int)symbols.Offset..(int)(symbols.Offset + symbols.Length));
    }

    [Fact]
    public void ADamagedConfigurationHasAnAnswer()
    {
        byte[] good = Kernel(isBigEndian: false);
        int start = good.AsSpan().IndexOf("IKCFG_ST"u8);
        Mutations.Run(good, 2000, 4, Exercise, start..(start + 60));
    }

    [Fact]
    public void ADamagedScriptHasAnAnswer()
    {
        byte[] elf = Kernel(isBigEndian: false);
        var stream = new MemoryStream(elf);
        var script = new MemoryStream();
        Assert.Empty(PatchScript.Write(stream, KernelPatcher.Patch(stream, new KernelPatchOptions()), script));
        int applied = 0;
        Mutations.Run(script.ToArray(), 6000, 5, damaged =>
        {
            KernelPatchResult result = PatchScript.Apply(new MemoryStream(elf), damaged);
            Assert.All(
                result.Diagnostics,
                d => Assert.True(d.Code.StartsWith("HV303", StringComparison.Ordinal) && d.Span.StartLine > 0, d.ToString()));
            Assert.True(result.Succeeded || result.Patches.IsEmpty);
            if (result.Succeeded)
            {
                applied++;
                Assert.Empty(KernelPatcher.WriteElf(new MemoryStream(elf), result, Stream.Null));
                Assert.Empty(FlatImage.Write(new MemoryStream(elf), result, Stream.Null, MaxImageLength));
            }
        });
        Assert.InRange(applied, 50, 5950);
    }

    [Fact]
    public void TextOfNoKindIsAScript()
    {
        byte[] elf = Kernel(isBigEndian: false);
        var random = new Random(6);
        string[] words =
        [
            "section", "write32", ",", "\n", "\r\n", "\t", " ", "#", "0x", "8000", ".text", "ffffffff", "\0", "é", "write16", "-1",
            new string('9', 300),
        ];
        for (int i = 0; i < 3000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => words[random.Next(words.Length)]));
            KernelPatchResult result = PatchScript.Apply(new MemoryStream(elf), new MemoryStream(Encoding.UTF8.GetBytes(text)));
            Assert.All(result.Diagnostics, d => Assert.True(d.Span.StartLine > 0, d.ToString()));
        }
    }

    [Fact]
    public void AnEndlessLineTakesNoMemory()
    {
        byte[] elf = Kernel(isBigEndian: false);
        long before = GC.GetAllocatedBytesForCurrentThread();
        KernelPatchResult result = PatchScript.Apply(new MemoryStream(elf), new EndlessLine(100 << 20));
        Assert.Equal("HV3031", Assert.Single(result.Diagnostics).Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static void Exercise(MemoryStream elf)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        KernelPatchResult result = KernelPatcher.Patch(elf, new KernelPatchOptions { PatchConditional = true, AssumeUnpatched = true });
        CheckCodes(result.Diagnostics);
        CheckCodes(KernelLint.Check(elf, new KernelLintOptions { IsArmV7 = true }));
        CheckCodes(KernelLint.CheckLoadAddress(elf, 0x60000000, 1 << 20));
        KernelPatchReport.Of(result).WriteJson(Stream.Null);
        CheckCodes(FlatImage.Write(elf, null, Stream.Null, MaxImageLength));
        if (result.Succeeded)
        {
            CheckCodes(FlatImage.Write(elf, result, Stream.Null, MaxImageLength));
            CheckSame(elf, result);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxMemory);
    }

    // A script of the damaged kernel replaces the same words, or says why there is none.
    private static void CheckSame(MemoryStream elf, KernelPatchResult result)
    {
        var patched = new MemoryStream();
        ImmutableArray<Diagnostic> faults = KernelPatcher.WriteElf(elf, result, patched);
        CheckCodes(faults);
        var script = new MemoryStream();
        ImmutableArray<Diagnostic> reasons = PatchScript.Write(elf, result, script);
        CheckCodes(reasons);
        if (!faults.IsEmpty || !reasons.IsEmpty)
        {
            return;
        }

        script.Position = 0;
        KernelPatchResult again = PatchScript.Apply(elf, script);
        CheckCodes(again.Diagnostics);
        var applied = new MemoryStream();
        if (again.Succeeded && KernelPatcher.WriteElf(elf, again, applied).IsEmpty)
        {
            Assert.True(patched.ToArray().AsSpan().SequenceEqual(applied.ToArray()), "The script gives another kernel.");
        }
    }

    private static void CheckCodes(ImmutableArray<Diagnostic> diagnostics) =>
        Assert.All(
            diagnostics,
            d => Assert.True(d.Code.StartsWith("HV30", StringComparison.Ordinal) && d.Message.Length < 2000, d.ToString()));

    private static byte[] Kernel(bool isBigEndian)
    {
        var kernel = new ElfBuilder { BigEndian = isBigEndian };
        Provocations.Linux(kernel, 0xE10F0000, 0xE3A03000, 0xE34F3F80, 0xE320F003, 0x110F0000, 0xE12FFF1E, 0xFF800000, 0xE1B0F00E);
        kernel.Mark("$d", 0x8018, 1);
        kernel.Mark("$a", 0x801C, 1);
        Provocations.WithConfiguration(kernel, "CONFIG_ARM_LPAE=y\nCONFIG_PHYS_OFFSET=0x80000000\n");
        int vectors = kernel.AddCode(".vectors", 0xFFFF0000, 0xF1080080, 0xE14F0000);
        kernel.Load(1, 2, 0x8000, 0x8000);
        kernel.Load(vectors, vectors, 0xFFFF0000, 0xB000);
        kernel.Add(".bss", 0xC000, new byte[16], flags: 3, type: 8);
        return kernel.Build();
    }

    private static int SectionHeadersOf(byte[] elf, bool isBigEndian) =>
        (int)new ElfByteOrder(isBigEndian).ReadUInt32(elf, ElfLayout.SectionHeaderOffset);

    /// <summary>A line of x that does not end.</summary>
    private sealed class EndlessLine(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read = (int)Math.Min(buffer.Length, _left);
            buffer[..read].Fill((byte)'x');
            _left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

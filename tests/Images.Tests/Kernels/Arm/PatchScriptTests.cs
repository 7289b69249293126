using System.Collections.Immutable;
using System.Text;
using Partition.Diagnostics;
using Partition.Images.Kernels.Arm;
using Partition.Images.Kernels.Arm.Scripts;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Kernels.Arm;

public class PatchScriptTests
{
    private const uint Mrs = 0xE10F0000;
    private const uint Nop = 0xE1A00000;

    [Fact]
    public void AScriptIsWrittenAsTheUsualToolPrintsIt()
    {
        var kernel = new ElfBuilder();
        kernel.AddCode(".text", 0x8000, Mrs, Nop, Mrs);
        kernel.AddCode(".init.text", 0xC0009000, 0xF1080080);
        Assert.Equal("""
            section,.text
            	write32,0x8000,0xef020000
            	write32,0x8008,0xef020000
            section,.init.text
            	write32,0xc0009000,0xef011000

            """.Replace("\\t", "\t", StringComparison.Ordinal), WriteScript(kernel.Build()));
    }

    [Fact]
    public void AScriptMayHaveCommentsBlanksAndEitherKindOfLineEnd()
    {
        const string script = "# made by hand\r\n\r\n section , .text \r\n\t# mrs r0, cpsr\n"
            + "\twrite32, 0X8004 ,EF020000\n\twrite32,8008,0x0";
        KernelPatchResult result = Apply(ThreeWords().Build(), script);
        Assert.Empty(result.Diagnostics);
        Assert.Equal([(0x8004u, Mrs, 0xEF020000u, InstructionClass.Mrs), (0x8008u, Nop, 0u, InstructionClass.None)],
            result.Patches.Select(p => (p.Address, p.Original, p.Replacement, p.Class)));
    }

    [Fact]
    public void TheLastOfSeveralWritesToOneWordCounts()
    {
        KernelPatchResult result = Apply(ThreeWords().Build(), "section,.text\nwrite32,8000,1\nwrite32,8004,2\nwrite32,8000,3");
        Assert.Equal([3u, 2u], result.Patches.Select(p => p.Replacement));
    }

    [Fact]
    public void EveryBadLineIsReportedWithItsNumberAndNothingIsPatched()
    {
        string script = string.Join('\n',
            "write32,0x8000,0x0",
            "section,.none",
            "write32,0x8000,0x0",
            "section,.text",
            "write32,0x8000,0x0",
            "write32,0x8001,0x0",
            "write32,0x800c,0x0",
            "write32,0x7ffc,0x0",
            "write32,0x100008000,0x0",
            "write32,0x8000",
            "write32,0x8000,0x0,0x0",
            "write32,0x8000,zero",
            "section,a,b",
            "section",
            "write16,0x8000,0x0",
            new string(' ', 300),
            "write32,0x8004,0x0");
        KernelPatchResult result = Apply(ThreeWords().Build(), script);
        Assert.Empty(result.Patches);
        Assert.Equal(
            [
                (1, "HV3032"), (2, "HV3033"), (6, "HV3035"), (7, "HV3034"), (8, "HV3034"), (9, "HV3032"), (10, "HV3032"), (11, "HV3032"),
                (12, "HV3032"),
                (13, "HV3032"), (14, "HV3032"), (15, "HV3032"), (16, "HV3031"),
            ],
            result.Diagnostics.Select(d => (d.Span.StartLine, d.Code)));
    }

    [Fact]
    public void ALineOfTwoHundredAndFiftySixBytesIsTaken()
    {
        byte[] elf = ThreeWords().Build();
        Assert.Empty(Apply(elf, new string('#', 256)).Diagnostics);
        Assert.Empty(Apply(elf, new string('#', 256) + "\n").Diagnostics);
        Assert.Equal("HV3031", Assert.Single(Apply(elf, new string('#', 257)).Diagnostics).Code);
    }

    [Fact]
    public void AfterAHundredFaultsTheRestIsNotRead()
    {
        string script = string.Concat(Enumerable.Repeat("nonsense\n", 100_000));
        Assert.Equal(100, Apply(ThreeWords().Build(), script).Diagnostics.Length);
    }

    [Fact]
    public void TheFirstSectionOfANameIsMeant()
    {
        ElfBuilder kernel = ThreeWords();
        kernel.AddCode(".text", 0x9000, Mrs);
        Assert.Equal("HV3034", Assert.Single(Apply(kernel.Build(), "section,.text\nwrite32,9000,0").Diagnostics).Code);
    }

    [Fact]
    public void ASectionWithoutContentIsNone()
    {
        ElfBuilder kernel = ThreeWords();
        kernel.Add(".bss", 0xA000, new byte[16], flags: 3, type: 8);
        Assert.Equal("HV3033", Assert.Single(Apply(kernel.Build(), "section,.bss\nwrite32,a000,0").Diagnostics).Code);
    }

    [Fact]
    public void ReportsFilesThatAreNotKernelsWithoutALine()
    {
        Diagnostic diagnostic = Assert.Single(Apply([1, 2, 3], "section,.text").Diagnostics);
        Assert.Equal(("HV3001", 0), (diagnostic.Code, diagnostic.Span.StartLine));
    }

    [Theory]
    [InlineData(".a,b", "a comma")]
    [InlineData(".text ", "a blank")]
    [InlineData(".text.\n", "a control character")]
    [InlineData("", "it has no name")]
    [InlineData(".text.0123456789012345678901234567890123456789012345678901234567890", "more than 63 bytes")]
    public void ANameThatWouldBeReadDifferentlyIsNotWritten(string name, string reason)
    {
        var kernel = new ElfBuilder();
        kernel.AddCode(name, 0x8000, Mrs);
        var elf = new MemoryStream(kernel.Build());
        var output = new MemoryStream();
        Diagnostic diagnostic = Assert.Single(PatchScript.Write(elf, KernelPatcher.Patch(elf, new KernelPatchOptions()), output));
        Assert.Equal("HV3036", diagnostic.Code);
        Assert.Contains(reason, diagnostic.Message, StringComparison.Ordinal);
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public void AFailedResultHasNoScript() => Assert.Throws<ArgumentException>(() => PatchScript.Write(
        Stream.Null, KernelPatcher.Patch(new MemoryStream([1, 2, 3]), new KernelPatchOptions()), Stream.Null));

    [Fact]
    public void ApplyingTheWrittenScriptGivesThePatchedKernel()
    {
        var random = new Random(11);
        for (int i = 0; i < 200; i++)
        {
            byte[] elf = RandomKernel(random);
            var options = new KernelPatchOptions { AssumeUnpatched = true, PatchConditional = random.Next(2) == 0 };
            KernelPatchResult expected = KernelPatcher.Patch(new MemoryStream(elf), options);
            Assert.True(expected.Succeeded);
            KernelPatchResult actual = Apply(elf, WriteScript(elf, options));
            Assert.Empty(actual.Diagnostics);
            Assert.Equal(expected.Patches.AsEnumerable(), actual.Patches.AsEnumerable());
            Assert.Equal(expected.Counts, actual.Counts);
            Assert.Equal(WriteElf(elf, expected), WriteElf(elf, actual));
        }
    }

    private static byte[] RandomKernel(Random random)
    {
        string[][] vectors = [.. Resource.ReadText("kernel-patch-vectors.tsv")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(l => l.Split('\t'))];
        var kernel = new ElfBuilder { BigEndian = random.Next(3) == 0, Flags = random.Next(2) == 0 ? 0x05000000 : 0x05800000u };
        uint address = (uint)random.Next() & ~3u;
        for (int section = random.Next(1, 5); section > 0; section--)
        {
            uint[] words = [.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => WordOf(vectors[random.Next(vectors.Length)], random))];
            int index = kernel.AddCode($".text.{section}", address, words);
            kernel.Mark("$d", address + 4 * (uint)random.Next(words.Length), index);
            address += 4 * (uint)words.Length;
        }

        return kernel.Build();
    }

    private static uint WordOf(string[] vector, Random random)
    {
        uint word = Convert.ToUInt32(vector[0], 16);
        return word >> 28 == 14 && random.Next(3) == 0 ? (word & 0x0FFFFFFF) | ((uint)random.Next(14) << 28) : word;
    }

    private static ElfBuilder ThreeWords()
    {
        var kernel = new ElfBuilder();
        kernel.AddCode(".text", 0x8000, Nop, Mrs, Nop);
        return kernel;
    }

    private static string WriteScript(byte[] elf, KernelPatchOptions? options = null)
    {
        var stream = new MemoryStream(elf);
        var output = new ForwardStream();
        ImmutableArray<Diagnostic> diagnostics = PatchScript.Write(
            stream,
            KernelPatcher.Patch(stream, options ?? new KernelPatchOptions()),
            output);
        Assert.Empty(diagnostics);
        return Encoding.ASCII.GetString(output.ToArray());
    }

    private static KernelPatchResult Apply(byte[] elf, string script) =>
        PatchScript.Apply(new MemoryStream(elf), new MemoryStream(Encoding.UTF8.GetBytes(script)));

    private static byte[] WriteElf(byte[] elf, KernelPatchResult patches)
    {
        var output = new MemoryStream();
        Assert.Empty(KernelPatcher.WriteElf(new MemoryStream(elf), patches, output));
        return output.ToArray();
    }
}

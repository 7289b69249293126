using System.Globalization;
using System.Text.RegularExpressions;
using Partition.Diagnostics;
using Partition.Images.Kernels.Arm;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Kernels.Arm;

/// <summary>What binutils says about the same kernels.</summary>
public partial class KernelOracleTests
{
    [ToolFact(TestKernels.Gcc, TestKernels.Objcopy)]
    public void TheFlatImageIsTheOneThatObjcopyWrites()
    {
        using var folder = new TemporaryFolder();
        byte[] elf = TestKernels.Link(folder);
        Assert.Equal(Flatten(folder, elf), Write(elf, patches: null));
    }

    [ToolFact(TestKernels.Gcc, TestKernels.Objcopy)]
    public void ThePatchedFlatImageIsObjcopyOfThePatchedElf()
    {
        using var folder = new TemporaryFolder();
        byte[] elf = TestKernels.Link(folder);
        KernelPatchResult result = Patch(elf);
        byte[] patched = WriteElf(elf, result);
        Assert.Equal(Flatten(folder, patched), Write(elf, result));
        Assert.NotEqual(Write(elf, patches: null), Write(elf, result));
    }

    [ToolFact(TestKernels.Gcc, TestKernels.Objcopy)]
    public void BigEndianKernelsAreFlattenedAndPatchedLikeLittleEndianOnes()
    {
        using var little = new TemporaryFolder();
        using var big = new TemporaryFolder();
        using var mixed = new TemporaryFolder();
        KernelPatchResult expected = Patch(TestKernels.Link(little));
        byte[] elf = TestKernels.Link(big, TestKernels.Source, TestKernels.Script, "-mbig-endian");
        byte[] be8 = TestKernels.Link(mixed, TestKernels.Source, TestKernels.Script, "-mbig-endian", "-Wl,--be8");
        foreach ((TemporaryFolder folder, byte[] bytes, bool isBig) in new[] { (big, elf, true), (mixed, be8, false) })
        {
            KernelPatchResult actual = Patch(bytes);
            Assert.Equal(isBig, actual.HasBigEndianCode);
            Assert.Equal(expected.Patches.Select(p => (p.Section, p.Address, p.Original, p.Replacement)),
                actual.Patches.Select(p => (p.Section, p.Address, p.Original, p.Replacement)));
            Assert.Equal(Flatten(folder, bytes), Write(bytes, patches: null));
            Assert.Equal(Flatten(folder, WriteElf(bytes, actual)), Write(bytes, actual));
        }
    }

    [ToolFact(TestKernels.Gcc, TestKernels.Objdump)]
    public void TheWordsToReplaceAreThoseThatTheDisassemblerNames()
    {
        using var folder = new TemporaryFolder();
        byte[] elf = TestKernels.Link(folder);
        IEnumerable<string> expected = Disassemble(folder)
            .Where(i => IsSensitive(i.Section, i.Text))
            .Select(i => $"{i.Section} {i.Address:x8} {i.Word:x8}");
        string[] actual = [.. Patch(elf).Patches.Select(p => $"{p.Section} {p.Address:x8} {p.Original:x8}")];
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        Assert.True(actual.Length > 20, $"{actual.Length}");
    }

    [ToolFact(TestKernels.Gcc)]
    public void InstructionsWithoutAHypercallAreListedWithTheirSymbols()
    {
        using var folder = new TemporaryFolder();
        KernelPatchResult result = Patch(TestKernels.Link(folder));
        Assert.Equal(["idle+0x14", "idle+0x18", "back+0x14"], result.LeftBehind.Select(l => l.Symbol));
        Assert.Equal(
            [InstructionClass.Mrs, InstructionClass.MsrRegister, InstructionClass.ReturnRegister],
            result.LeftBehind.Select(l => l.Class));
        Diagnostic warning = Assert.Single(result.Diagnostics);
        Assert.Equal(("HV3014", DiagnosticSeverity.Warning), (warning.Code, warning.Severity));
    }

    [ToolFact(TestKernels.Gcc)]
    public void PatchingChangesNothingButTheWords()
    {
        using var folder = new TemporaryFolder();
        byte[] elf = TestKernels.Link(folder);
        KernelPatchResult result = Patch(elf);
        byte[] patched = WriteElf(elf, result);
        Assert.Equal(elf.Length, patched.Length);
        HashSet<long> words = [.. result.Patches.SelectMany(p => Enumerable.Range(0, 4).Select(i => p.FileOffset + i))];
        for (int i = 0; i < elf.Length; i++)
        {
            Assert.True(elf[i] == patched[i] || words.Contains(i), $"byte {i:x}");
        }

        Assert.Equal(result.Patches.Length, result.Counts.Values.Sum());
    }

    [ToolFact(TestKernels.Gcc)]
    public void APatchedKernelIsRefused()
    {
        using var folder = new TemporaryFolder();
        byte[] elf = TestKernels.Link(folder);
        KernelPatchResult again = KernelPatcher.Patch(new MemoryStream(WriteElf(elf, Patch(elf))), new KernelPatchOptions());
        Assert.Equal("HV3013", Assert.Single(again.Diagnostics).Code);
        Assert.Empty(again.Patches);
    }

    [ToolFact(TestKernels.Gcc, "arm-linux-gnueabi-strip")]
    public void AStrippedKernelIsRefused()
    {
        using var folder = new TemporaryFolder();
        TestKernels.Link(folder);
        Tool.Run("arm-linux-gnueabi-strip", folder.Folder, "kernel.elf").Succeeded();
        using FileStream elf = File.OpenRead(folder.File("kernel.elf"));
        Assert.Equal("HV3012", Assert.Single(KernelPatcher.Patch(elf, new KernelPatchOptions()).Diagnostics).Code);
    }

    [ToolFact(TestKernels.Gcc)]
    public void AKernelWithThumbCodeIsRefused()
    {
        using var folder = new TemporaryFolder();
        byte[] elf = TestKernels.Link(
            folder,
            TestKernels.Source + "\n    .text\n    .thumb\n    .type tiny, %function\ntiny: wfi\n    bx lr\n");
        Diagnostic error = Assert.Single(KernelPatcher.Patch(new MemoryStream(elf), new KernelPatchOptions()).Diagnostics);
        Assert.Equal("HV3011", error.Code);
        Assert.Contains("(tiny)", error.Message, StringComparison.Ordinal);
    }

    [ToolFact(TestKernels.Objdump)]
    public void TheLastOfSeveralMappingSymbolsAtOneAddressCountsAsInTheDisassembler()
    {
        string[][] orders = [["$a", "$d"], ["$d", "$a"], ["$d.x", "$a"], ["$a.x", "$d"], ["$a", "$d", "$a"], ["$d", "$d.x", "$a.y"]];
        foreach (string[] names in orders)
        {
            using var folder = new TemporaryFolder();
            var builder = new ElfBuilder();
            int text = builder.Add(".text", 0x8000, builder.Words(0xE10F0000, 0xE10F1000, 0xE10F2000, 0xE10F3000));
            builder.Mark("$a", 0x8000, text);
            foreach (string name in names)
            {
                builder.Mark(name, 0x8008, text);
            }

            byte[] elf = builder.Build();
            folder.Write("kernel.elf", elf);
            uint[] expected = [.. Disassemble(folder).Where(i => IsSensitive(i.Section, i.Text)).Select(i => i.Address)];
            Assert.Equal(expected, Patch(elf).Patches.Select(p => p.Address));
        }
    }

    [ToolFact(TestKernels.Gcc, TestKernels.Objcopy)]
    public void KernelsOfManyShapesAreFlattenedAsObjcopyDoes()
    {
        var random = new Random(5);
        for (int i = 0; i < 25; i++)
        {
            using var folder = new TemporaryFolder();
            byte[] elf = RandomKernel(random).Build();
            Assert.Equal(Flatten(folder, elf), Write(elf, patches: null));
        }
    }

    private static ElfBuilder RandomKernel(Random random)
    {
        var builder = new ElfBuilder { BigEndian = random.Next(2) == 0 };
        int count = random.Next(1, 7);
        uint address = (uint)random.Next(1 << 20) & ~3u;
        for (int i = 1; i <= count; i++)
        {
            byte[] content = Trees.Bytes(4 * random.Next(1, 900), i);
            uint type = i > 1 && random.Next(6) == 0 ? 8u : 1u;
            int section = builder.Add($".s{i}", address, content, flags: i > 1 && random.Next(6) == 0 ? 0u : 2u, type);
            if (type == 1 && random.Next(3) > 0)
            {
                builder.Load(section, section, address, random.Next(3) == 0 ? 0 : address + (uint)random.Next(1 << 16));
            }

            address += (uint)(random.Next(5) == 0 ? content.Length / 8 * 4 : content.Length + 4 * random.Next(2000));
        }

        return builder;
    }

    private static KernelPatchResult Patch(byte[] elf)
    {
        KernelPatchResult result = KernelPatcher.Patch(new MemoryStream(elf), new KernelPatchOptions());
        Assert.True(result.Succeeded, string.Join('\n', result.Diagnostics));
        return result;
    }

    private static byte[] Write(byte[] elf, KernelPatchResult? patches)
    {
        var output = new MemoryStream();
        Assert.Empty(FlatImage.Write(new MemoryStream(elf), patches, output));
        return output.ToArray();
    }

    private static byte[] WriteElf(byte[] elf, KernelPatchResult patches)
    {
        var output = new MemoryStream();
        Assert.Empty(KernelPatcher.WriteElf(new MemoryStream(elf), patches, output));
        return output.ToArray();
    }

    private static byte[] Flatten(TemporaryFolder folder, byte[] elf)
    {
        folder.Write("in.elf", elf);
        Tool.Run(TestKernels.Objcopy, folder.Folder, "-O", "binary", "in.elf", "out.bin").Succeeded();
        return File.ReadAllBytes(folder.File("out.bin"));
    }

    private static IEnumerable<(string Section, uint Address, uint Word, string Text)> Disassemble(TemporaryFolder folder)
    {
        string section = "";
        foreach (string line in Tool.Run(TestKernels.Objdump, folder.Folder, "-d", "-z", "kernel.elf").Succeeded().Text.Split('\n'))
        {
            if (SectionLine().Match(line) is { Success: true } header)
            {
                section = header.Groups[1].Value;
            }
            else if (CodeLine().Match(line) is { Success: true } code)
            {
                yield return (section, Hex(code.Groups[1].Value), Hex(code.Groups[2].Value), code.Groups[3].Value);
            }
        }
    }

    // Read from the mnemonics alone: an account of the rules that does not look at bits.
    private static bool IsSensitive(string section, string text)
    {
        if (section.Contains(".notes", StringComparison.Ordinal) || text.StartsWith('.'))
        {
            return false;
        }

        string mnemonic = text.Split('\t')[0];
        bool returns = text.Contains("\tpc,", StringComparison.Ordinal) && mnemonic is "movs" or "subs" or "adds" or "ands";
        bool usesUserRegisters = text.EndsWith('^') && (mnemonic[..3] is "ldm" or "stm");
        return mnemonic is "mrs" or "msr" || AnyCondition().IsMatch(mnemonic) || returns || usesUserRegisters;
    }

    private static uint Hex(string text) => uint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Disassembly of section (.*):$")]
    private static partial Regex SectionLine();

    [GeneratedRegex(@"^ *([0-9a-f]+):\t([0-9a-f]{8}) *\t(.*?)(?:\s*[@;].*)?$")]
    private static partial Regex CodeLine();

    [GeneratedRegex(@"^(cps(i[ed])?|rfe..|srs..|svc|wfi|wfe|yield|sevl?|smc)(eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)?$")]
    private static partial Regex AnyCondition();
}

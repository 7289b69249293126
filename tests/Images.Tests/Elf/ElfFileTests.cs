using Partition.Images.Elf;
using Partition.Images.Kernels.Arm;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Elf;

public class ElfFileTests
{
    [Fact]
    public void BothByteOrdersReadTheSame()
    {
        foreach (bool bigEndian in (bool[])[false, true])
        {
            var builder = new ElfBuilder { BigEndian = bigEndian };
            int text = builder.AddCode(".text", 0x8000, 0xE1A00000, 0xE12FFF1E);
            builder.Add(".bss", 0x9000, new byte[64], flags: 3, type: 8);
            builder.Mark("start", 0x8004, text, info: 0x12);
            builder.Load(text, text, 0x8000, 0x60008000);
            ElfFile file = Read(builder.Build());
            Assert.Equal((bigEndian, 2, 40), (file.IsBigEndian, file.Type, file.Machine));
            Assert.Equal(["", ".text", ".bss", ".symtab", ".strtab", ".shstrtab"], file.Sections.Select(s => s.Name));
            ElfSection code = file.Sections[1];
            Assert.Equal((0x8000u, 8u, true, true), (code.Address, code.Length, code.IsCode, code.IsLoaded));
            Assert.False(file.Sections[2].IsLoaded);
            ElfSegment segment = Assert.Single(file.Segments);
            Assert.Equal((0x8000u, 0x60008000u, 8u), (segment.VirtualAddress, segment.PhysicalAddress, segment.FileSize));
            IReadOnlyList<ElfSymbol> symbols = file.ReadSymbols([]);
            Assert.Equal([new("", 0, 0, 0), new("$a", 0x8000, 0, 1), new("start", 0x8004, 2, 1)], symbols);
        }
    }

    [Fact]
    public void OnlyTheContentThatIsAskedForIsRead()
    {
        var builder = new ElfBuilder();
        builder.AddCode(".text", 0x8000, 1, 2, 3);
        builder.Add(".debug_info", 0, new byte[8 << 20], flags: 0);
        var stream = new CountingStream(builder.Build());
        ElfFile file = ElfFile.Read(stream).File!;
        byte[] word = new byte[4];
        Assert.True(file.TryReadContent(file.Sections[1], 4, word));
        Assert.Equal([2, 0, 0, 0], word);
        Assert.True(KernelPatcher.Patch(stream, new KernelPatchOptions()).Succeeded);
        Assert.True(stream.BytesRead < 4096, $"{stream.BytesRead}");
    }

    [Theory]
    [InlineData(-1, 4)]
    [InlineData(9, 4)]
    [InlineData(0, 13)]
    [InlineData(long.MaxValue, 4)]
    public void ContentOutsideOfTheSectionIsNotRead(long offset, int length)
    {
        var builder = new ElfBuilder();
        builder.AddCode(".text", 0x8000, 1, 2, 3);
        ElfFile file = Read(builder.Build());
        Assert.False(file.TryReadContent(file.Sections[1], offset, new byte[length]));
    }

    [Fact]
    public void AFileCutAtAnyByteIsReportedOrRead()
    {
        byte[] good = Small();
        for (int length = 0; length < good.Length; length++)
        {
            ElfReadResult result = ElfFile.Read(new MemoryStream(good[..length]));
            Assert.Null(result.File);
            Assert.NotEmpty(result.Diagnostics);
        }
    }

    [Fact]
    public void NamesThatShareAnEndlessTableStayShort()
    {
        var builder = new ElfBuilder();
        builder.Add(new string('n', 100_000), 0, [1]);
        Assert.Equal(512, Read(builder.Build()).Sections[1].Name.Length);
    }

    [Fact]
    public void NoMutationThrows()
    {
        var builder = new ElfBuilder();
        int text = builder.AddCode(".text", 0x8000, [.. Enumerable.Range(0, 64).Select(i => 0xE10F0000u + (uint)i * 4096 % 0x10000)]);
        int more = builder.AddCode(".init.text", 0xC000, 0xF1020013, 0xE12FF003, 0x110F0000);
        builder.Add(".data", 0x10000, Trees.Bytes(200, 4), flags: 3);
        builder.Mark("$d", 0x8080, text);
        builder.Mark("start", 0x8000, text, info: 2);
        builder.Load(text, text, 0x8000, 0x8000);
        builder.Load(more, more, 0xC000, 0x8200);
        byte[] good = builder.Build();
        Assert.True(KernelPatcher.Patch(new MemoryStream(good), new KernelPatchOptions()).Succeeded);
        Mutations.Run(good, 6000, seed: 3, stream =>
        {
            KernelPatchResult result = KernelPatcher.Patch(stream, new KernelPatchOptions());
            FlatImage.Write(stream, result.Succeeded ? result : null, Stream.Null, maxLength: 1 << 22);
            if (result.Succeeded)
            {
                KernelPatcher.WriteElf(stream, result, Stream.Null);
            }

            foreach (ElfSymbol symbol in ElfFile.Read(stream).File?.ReadSymbols([]) ?? [])
            {
                Assert.True(symbol.Name.Length <= 512);
            }
        }, 0..116, ^700..);
    }

    [Fact]
    public void ManySectionsOverTheSameBytesAreRefused()
    {
        var builder = new ElfBuilder();
        for (int i = 0; i < 40; i++)
        {
            builder.AddCode($".text{i}", 0x8000, new uint[64]);
        }

        byte[] elf = builder.Build();
        ElfFile file = Read(elf);
        int headers = elf.Length - 40 * file.Sections.Length;
        for (int i = 1; i <= 40; i++)
        {
            BitConverter.GetBytes(52).CopyTo(elf, headers + 40 * i + 0x10);
            BitConverter.GetBytes(10_000).CopyTo(elf, headers + 40 * i + 0x14);
        }

        Assert.Equal("HV3005", Assert.Single(KernelPatcher.Patch(new MemoryStream(elf), new KernelPatchOptions()).Diagnostics).Code);
    }

    [Fact]
    public void AStreamThatCannotSeekIsTheCallersMistake() =>
        Assert.Throws<ArgumentException>(() => ElfFile.Read(new PatternContent(5).OpenRead()));

    private static ElfFile Read(byte[] elf)
    {
        ElfReadResult result = ElfFile.Read(new MemoryStream(elf));
        Assert.Empty(result.Diagnostics);
        return result.File!;
    }

    private static byte[] Small()
    {
        var builder = new ElfBuilder();
        builder.AddCode(".text", 0x8000, 0xE1A00000);
        return builder.Build();
    }
}

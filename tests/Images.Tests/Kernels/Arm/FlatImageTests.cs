using Partition.Images.Kernels.Arm;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Kernels.Arm;

public class FlatImageTests
{
    [Fact]
    public void GapsAreZeroAndLaterSectionsCoverEarlierOnes()
    {
        var kernel = new ElfBuilder();
        kernel.Add(".late", 0x8010, [7, 7, 7, 7], flags: 2);
        kernel.Add(".first", 0x8000, [1, 1, 1, 1, 1, 1, 1, 1], flags: 2);
        kernel.Add(".over", 0x8004, [9, 9], flags: 2);
        kernel.Add(".debug", 0, [5, 5], flags: 0);
        kernel.Add(".bss", 0x9000, new byte[100], flags: 3, type: 8);
        Assert.Equal([1, 1, 1, 1, 9, 9, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 7, 7, 7, 7], Write(kernel));
    }

    [Fact]
    public void ASectionIsLoadedWhereItsSegmentSays()
    {
        var kernel = new ElfBuilder();
        int low = kernel.Add(".text", 0x80008000, [1, 1, 1, 1], flags: 2);
        int vectors = kernel.Add(".vectors", 0xFFFF0000, [2, 2, 2, 2], flags: 2);
        kernel.Load(low, low, 0x80008000, 0x60008000);
        kernel.Load(vectors, vectors, 0xFFFF0000, 0x60008008);
        Assert.Equal([1, 1, 1, 1, 0, 0, 0, 0, 2, 2, 2, 2], Write(kernel));
    }

    [Fact]
    public void PhysicalAddressesThatAreAllZeroDoNotCount()
    {
        var kernel = new ElfBuilder();
        int first = kernel.Add(".text", 0x8000, [1, 1, 1, 1], flags: 2);
        int second = kernel.Add(".data", 0x8008, [2, 2, 2, 2], flags: 2);
        kernel.Load(first, first, 0x8000, 0);
        kernel.Load(second, second, 0x8008, 0);
        Assert.Equal([1, 1, 1, 1, 0, 0, 0, 0, 2, 2, 2, 2], Write(kernel));
    }

    [Fact]
    public void TheLimitIsTheCallersToSet()
    {
        var kernel = new ElfBuilder();
        kernel.Add(".text", 0x8000, new byte[100], flags: 2);
        byte[] elf = kernel.Build();
        Assert.Empty(FlatImage.Write(new MemoryStream(elf), null, Stream.Null, maxLength: 100));
        Assert.Equal("HV3021", Assert.Single(FlatImage.Write(new MemoryStream(elf), null, Stream.Null, maxLength: 99)).Code);
    }

    [Fact]
    public void TheOutputNeedNotSeek()
    {
        var kernel = new ElfBuilder();
        kernel.Add(".text", 0x8000, Trees.Bytes(3 << 20, 1), flags: 2);
        byte[] expected = Write(kernel);
        var output = new ForwardStream();
        Assert.Empty(FlatImage.Write(new MemoryStream(kernel.Build()), null, output));
        Assert.Equal(expected, output.ToArray());
    }

    [Fact]
    public void TheRecordedKernelIsFlattenedAsObjcopyDid() =>
        Assert.Equal(Resource.ReadBytes("kernel.bin"), Write(Resource.ReadBytes("kernel.elf"), null));

    [Fact]
    public void TheRecordedKernelIsPatchedAsItWasReviewed()
    {
        KernelPatchResult result = KernelPatcher.Patch(new MemoryStream(Resource.ReadBytes("kernel.elf")), new KernelPatchOptions());
        IEnumerable<string> lines = result.Patches
            .Select(p => $"{p.Section,-10} {p.Address:x8} {p.Original:x8} -> {p.Replacement:x8} {p.Class}")
            .Concat(result.LeftBehind.Select(l => $"{l.Section,-10} {l.Address:x8} {l.Word:x8} stays       {l.Class} at {l.Symbol}"));
        Assert.Equal(Resource.ReadText("kernel-patches.txt"), string.Concat(lines.Select(l => l + "\n")));
    }

    private static byte[] Write(ElfBuilder kernel) => Write(kernel.Build(), null);

    private static byte[] Write(byte[] elf, KernelPatchResult? patches)
    {
        var output = new MemoryStream();
        Assert.Empty(FlatImage.Write(new MemoryStream(elf), patches, output));
        return output.ToArray();
    }
}

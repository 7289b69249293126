using System.Security.Cryptography;
using Partition.Diagnostics;
using Partition.Images.Cpio;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Ext2;

public class Ext2WriterTests
{
    [Fact]
    public void WritingTellsHowFarItIsAndCanBeCancelled()
    {
        var tree = new FileTree();
        tree.AddFile("/large", new PatternContent(20 << 20));
        var steps = new List<ImageProgress>();
        Ext2WriteResult result = Ext2Writer.Write(tree, new Ext2Options(), new MemoryStream(), steps.Add);
        Assert.InRange(steps.Count, 20, 30);
        Assert.All(steps, step => Assert.Equal(result.Length, step.Length));
        Assert.Equal(steps.Select(static step => step.Written).Order(), steps.Select(static step => step.Written));

        using var source = new CancellationTokenSource();
        var image = new MemoryStream();
        Assert.Throws<OperationCanceledException>(
            () => Ext2Writer.Write(tree, new Ext2Options(), image, _ => source.Cancel(), source.Token));
        Assert.InRange(image.Length, 0, 4 << 20);
    }

    /// <summary>Recorded when e2fsck and debugfs accepted these images: the same bytes on every system.</summary>
    [Theory]
    [InlineData(1024, "fadf39b8a0106bcbe2dadf89bf8614823518ace886a162ec7cae3fc0975ec8f6")]
    [InlineData(2048, "a703bf4172ec15b2ba7b43a6bfbe870a9f43de50d0ae06906c5a80e8ae01e6d3")]
    [InlineData(4096, "36b58cf4e25964f45e2db826793561b23c13586b702754f685be9fec06b907fa")]
    public void TheImageOfEveryKindIsTheOneThatWasRecorded(int blockSize, string hash)
    {
        (MemoryStream image, _) = Ext2Images.Make(Trees.EveryKind(), Ext2Images.Linux with { BlockSize = blockSize });
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(image.ToArray())));
    }

    [Fact]
    public void TheSamePlanGivesTheSameBytes()
    {
        (MemoryStream first, _) = Ext2Images.Make(Trees.EveryKind(), Ext2Images.Linux);
        (MemoryStream second, _) = Ext2Images.Make(Trees.EveryKind(), Ext2Images.Linux);
        Assert.True(first.ToArray().AsSpan().SequenceEqual(second.ToArray()));
    }

    [Fact]
    public void TheOrderOfAddingDoesNotMatter()
    {
        var forward = new FileTree();
        var backward = new FileTree();
        for (int i = 0; i < 50; i++)
        {
            forward.AddFile($"/d{i % 7}/{i}", Trees.Text($"{i}"));
            backward.AddFile($"/d{(49 - i) % 7}/{49 - i}", Trees.Text($"{49 - i}"));
        }

        (MemoryStream first, _) = Ext2Images.Make(forward, new Ext2Options());
        (MemoryStream second, _) = Ext2Images.Make(backward, new Ext2Options());
        Assert.Equal(first.ToArray(), second.ToArray());
    }

    [Fact]
    public void TheIdentityComesFromThePlan()
    {
        Guid Identity(Action<FileTree> change, Ext2Options options)
        {
            var tree = new FileTree();
            change(tree);
            return Ext2Images.Make(tree, options).Result.Uuid;
        }

        Guid[] identities =
        [
            Identity(t => t.AddFile("/a", Trees.Text("1")), new Ext2Options()),
            Identity(t => t.AddFile("/b", Trees.Text("1")), new Ext2Options()),
            Identity(t => t.AddFile("/a", Trees.Text("12")), new Ext2Options()),
            Identity(t => t.AddFile("/a", Trees.Text("1"), Trees.Mode(0x1ED)), new Ext2Options()),
            Identity(t => t.AddFile("/a", Trees.Text("1")), new Ext2Options { Label = "x" }),
        ];
        Assert.Equal(identities.Length, identities.Distinct().Count());
        Assert.Equal(identities[0], Identity(t => t.AddFile("/a", Trees.Text("2")), new Ext2Options()));
        Assert.Equal(8, identities[0].Version);
    }

    [Fact]
    public void AStreamThatCannotSeekGetsTheSameBytes()
    {
        FileTree tree = Trees.EveryKind();
        Ext2Options options = Ext2Images.Linux with { Size = 20 << 20 };
        var output = new ForwardStream();
        Assert.Empty(Ext2Writer.Write(tree, options, output).Diagnostics);
        Assert.True(Ext2Images.Make(tree, options).Image.ToArray().AsSpan().SequenceEqual(output.ToArray()));
    }

    [Fact]
    public void OverwritesEarlierContentsOfTheStream()
    {
        (MemoryStream expected, _) = Ext2Images.Make(Trees.EveryKind(), Ext2Images.Linux);
        var dirty = new MemoryStream();
        dirty.Write(Enumerable.Repeat((byte)0xAA, 4 << 20).ToArray());
        dirty.Position = 5;
        Assert.Empty(Ext2Writer.Write(Trees.EveryKind(), Ext2Images.Linux, dirty).Diagnostics);
        Assert.True(expected.ToArray().AsSpan().SequenceEqual(dirty.ToArray().AsSpan(5)));
        Assert.Equal(dirty.Length, dirty.Position);
    }

    [Fact]
    public void TheSizeThatIsNamedIsTheSmallestThatDoes()
    {
        var random = new Random(9);
        for (int i = 0; i < 60; i++)
        {
            int blockSize = 1024 << (i % 3);
            FileTree tree = new();
            for (int file = random.Next(1, 30); file > 0; file--)
            {
                tree.AddFile($"/{file}", new PatternContent(random.Next(1 << random.Next(8, 22))) { IsZero = true });
            }

            Ext2Options options = Ext2Images.Linux with { BlockSize = blockSize, Size = 1 };
            Diagnostic error = ReportOf(tree, options);
            Assert.Equal("HV4301", error.Code);
            long needed = long.Parse(error.Message.Split("it needs ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(0, needed % 4096);
            Assert.Empty(Ext2Writer.Write(tree, options with { Size = needed }, new MemoryStream()).Diagnostics);
            Assert.NotEmpty(Ext2Writer.Write(tree, options with { Size = needed - 4096 }, new MemoryStream()).Diagnostics);
        }
    }

    [Fact]
    public void TooSmallNamesTheSizeAndTheLargestFiles()
    {
        var tree = new FileTree();
        tree.AddFile("/small", new PatternContent(10));
        tree.AddFile("/Image", new PatternContent(6 << 20));
        tree.AddFile("/rootfs", new PatternContent(2 << 20));
        tree.AddFile("/dtb", new PatternContent(20_000));
        var output = new MemoryStream();
        Ext2WriteResult result = Ext2Writer.Write(tree, new Ext2Options { Size = 4 << 20 }, output);
        Assert.Equal("error HV4301: The content does not fit into an image of 4194304 bytes (4.00 MiB): it needs 8458240 bytes (8.07 MiB). "
            + "Make the image larger or leave something out. The largest files are '/Image' (6291456 bytes), '/rootfs' (2097152 bytes), "
            + "'/dtb' (20000 bytes).", Assert.Single(result.Diagnostics).ToString());
        Assert.Equal(0, output.Length);
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(0L)]
    [InlineData(1023L)]
    [InlineData(long.MinValue)]
    public void ASizeForNothingAtAllIsTooSmall(long size) =>
        Assert.Equal("HV4301", ReportOf(new FileTree(), new Ext2Options { Size = size }).Code);

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 60)]
    public void ASizeBeyondTheFormatIsTooLarge(long size)
    {
        foreach (int blockSize in (int[])[1024, 2048, 4096])
        {
            var options = new Ext2Options { Size = size, BlockSize = blockSize };
            Assert.Equal("HV4308", ReportOf(new FileTree(), options).Code);
        }
    }

    [Fact]
    public void RejectsOutOfRangeOptions()
    {
        foreach (Ext2Options options in (Ext2Options[])
            [new() { FreeBytes = long.MaxValue }, new() { InodeCount = int.MaxValue }, new() { InodeCount = int.MaxValue, Size = 1 << 30 }])
        {
            Assert.False(Ext2Writer.Write(new FileTree(), options, new MemoryStream()).Succeeded);
        }

        Ext2Images.Make(new FileTree(), new Ext2Options { FreeBytes = long.MinValue, InodeCount = int.MinValue });
    }

    [Fact]
    public void TheRoomThatWasAskedForIsFree()
    {
        (_, Ext2WriteResult result) = Ext2Images.Make(Trees.EveryKind(), Ext2Images.Linux with { FreeBytes = 1 << 20, InodeCount = 500 });
        Assert.InRange(result.FreeBlocks, 1024, 1024 + 8);
        Assert.True(result.InodeCount >= 500);
    }

    [Fact]
    public void AContentThatIsTooShortIsReportedOnce()
    {
        var tree = new FileTree();
        tree.AddFile("/log", new FaultyContent(5_000_000, Trees.Random(1000, 1)));
        Assert.Equal("error HV4010: The content of '/log' was 5000000 bytes long when the image was planned, but gave 1000. Build again "
            + "when nothing else writes the file.", ReportOf(tree, new Ext2Options()).ToString());
    }

    [Fact]
    public void AContentThatIsTooLongIsReported()
    {
        var tree = new FileTree();
        tree.AddFile("/log", new FaultyContent(10, Trees.Random(1000, 1)));
        Assert.Equal("error HV4010: The content of '/log' was 10 bytes long when the image was planned, but gave more. Build again when "
            + "nothing else writes the file.", ReportOf(tree, new Ext2Options()).ToString());
    }

    [Fact]
    public void ATimestampThatDoesNotFitIsReportedOnce()
    {
        FileTree tree = new();
        tree.AddFile("/a", Trees.Text(""));
        tree.AddFile("/b", Trees.Text(""));
        Assert.Equal("HV4307", ReportOf(tree, new Ext2Options { Timestamp = 1L << 40 }).Code);
        Assert.Equal("HV4202", Assert.Single(CpioWriter.Write(tree, new CpioOptions { Timestamp = -5 }, Stream.Null)).Code);
    }

    [Fact]
    public void AllFaultsOfAPlanAreReportedTogether()
    {
        var tree = new FileTree();
        tree.AddFile("/" + new string('n', 64), Trees.Text(""));
        tree.AddSymbolicLink("/link", "x");
        tree.AddBlockDevice("/far", 5000, 0);
        tree.AddFile("/big", new PatternContent(70 << 20));
        string[] codes = [.. Ext2Writer.Write(tree, new Ext2Options(), new MemoryStream()).Diagnostics.Select(d => d.Code)];
        Assert.Equal(["HV4304", "HV4313", "HV4315", "HV4314", "HV4311"], codes);
    }

    [Fact]
    public void LinuxTakesWhatXvisorDoesNot()
    {
        var tree = new FileTree();
        tree.AddFile("/" + new string('n', 255), Trees.Text(""));
        tree.AddSymbolicLink("/link", "x");
        tree.AddFile(string.Concat(Enumerable.Repeat("/" + new string('d', 200), 3)), Trees.Text(""));
        Ext2Images.Make(tree, Ext2Images.Linux);
    }

    [Theory]
    [InlineData(1024, 67_383_296L)]
    [InlineData(2048, 537_944_064L)]
    [InlineData(4096, 4_299_210_752L)]
    public void XvisorReadsFilesUpToTheMeasuredLength(int blockSize, long length) =>
        Assert.Equal(length, new BlockTree(blockSize).MaxLengthOfTwoLevels);

    [Fact]
    public void MemoryDoesNotGrowWithTheLengthOfAFile()
    {
        var tree = new FileTree();
        tree.AddFile("/big", new PatternContent(512 << 20) { IsZero = true });
        var options = new Ext2Options { BlockSize = 4096 };
        Ext2Writer.Write(tree, options, new ForwardNothing());
        long before = GC.GetAllocatedBytesForCurrentThread();
        Ext2Writer.Write(tree, options, new ForwardNothing());
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 4 << 20, $"{allocated}");
    }

    private static Diagnostic ReportOf(FileTree tree, Ext2Options options) =>
        Assert.Single(Ext2Writer.Write(tree, options, new MemoryStream()).Diagnostics);

    /// <summary>A pipe into nothing.</summary>
    private sealed class ForwardNothing : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}

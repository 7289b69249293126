using System.Globalization;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Tests.Xvisor;

/// <summary>Whatever the sizes are: nothing lies over anything else, in flash and in RAM, or the build says that it cannot fit.</summary>
[Trait("Speed", "Slow")]
public class LayoutPropertyTests
{
    private const ulong FlashStart = 0x4000_0000;
    private const ulong FlashSize = 32 << 20;
    private const ulong CommandListSize = 4096;

    private static readonly Board s_board = SampleBoard.Read();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void FilesNeverOverlap(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 25; i++)
        {
            Check(random);
        }
    }

    private static void Check(Random random)
    {
        ulong firmware = (ulong)random.Next(1, 1 << 20);
        ulong kernel = (ulong)random.Next(1, 1 << random.Next(10, 26));
        ulong tree = (ulong)random.Next(64, 1 << random.Next(8, 18));
        ulong? rootFileSystem = random.Next(3) == 0 ? null : (ulong)random.Next(1, 1 << random.Next(10, 25));
        GuestPlan plan = s_board.PlanOne(Builds.Guest("flash0") with { Memory = ByteSize.FromMebibytes((ulong)random.Next(1, 100) * 2) });
        BootFileSet boot = Builds.Boot(plan.WithFiles(firmware, kernel, tree, rootFileSystem));
        string[] codes = [.. boot.Diagnostics.Select(static fault => fault.Code).Distinct().Order(StringComparer.Ordinal)];
        Assert.Empty(codes.Except(["HV5020", "HV5021", "HV5022"]));

        var lengths = new Dictionary<string, ulong>
        {
            ["./firmware.bin"] = firmware,
            ["./cmdlist"] = CommandListSize,
            ["./Image"] = kernel,
            ["./vexpress-v2p-ca9.dtb"] = tree,
            ["./rootfs.img"] = rootFileSystem ?? 0,
        };
        AddressRange[] inFlash = [.. Lines(boot, "nor_flash.list").Select(words => new AddressRange(Number(words[0]), lengths[words[1]]))];
        Assert.Equal(rootFileSystem is null ? 4 : 5, inFlash.Length);
        Assert.Equal(codes.Contains("HV5020"), inFlash.Any(range => !new AddressRange(FlashStart, FlashSize).Contains(range)));
        if (!codes.Contains("HV5021"))
        {
            AssertApart(inFlash);
        }

        // What is copied comes from where it was loaded, whole; the tree may grow in RAM by two pages.
        string[][] copies = [.. Lines(boot, "cmdlist").Where(static words => words[0] == "copy")];
        Assert.All(copies, copy => Assert.Contains(inFlash, range => range.Start == Number(copy[2]) && Number(copy[3]) - range.Size < 4));
        AddressRange[] inRam = [.. copies.Select((copy, i) => new AddressRange(Number(copy[1]), Number(copy[3]) + (i == 1 ? 0x2000u : 0)))];
        AssertApart(inRam);
        AssertApart([new(plan.Memory.Start + 0x4000, 0x4000), .. inRam]);
        if (!codes.Contains("HV5022"))
        {
            Assert.All(inRam, range => Assert.True(plan.Memory.Contains(range), $"{range} is not in {plan.Memory}"));
        }

        string[] start = Lines(boot, "cmdlist").Last();
        Assert.Equal("start_linux_fdt", start[0]);
        Assert.Equal(copies.Select(static copy => copy[1]), start[1..(1 + copies.Length)]);
    }

    private static void AssertApart(AddressRange[] ranges)
    {
        for (int i = 0; i < ranges.Length; i++)
        {
            Assert.All(ranges[..i], other => Assert.False(other.Overlaps(ranges[i]), $"{other} and {ranges[i]} overlap"));
        }
    }

    private static IEnumerable<string[]> Lines(BootFileSet boot, string file) => boot.TextOf($"/images/arm32/vexpress-a9/{file}")
        .TrimEnd('\0')
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' '));

    private static ulong Number(string text) => ulong.Parse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}

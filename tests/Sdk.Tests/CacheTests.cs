using System.IO.Compression;
using System.Text;

namespace Partition.Sdk.Tests;

/// <summary>What a build takes from a cache that other builds filled, and what it does when it cannot.</summary>
[Trait("Speed", "Slow")]
public sealed class CacheTests
{
    private const string Image = "bin/Debug/guests/guest0/rootfs.img";
    private const string Compressed = "<RootFileSystemCompression>gzip</RootFileSystemCompression>";

    [Fact]
    public void AnotherCloneTakesWhatWasCompressedAndHasTheSameBytes()
    {
        using var cache = new TemporaryFolder();
        using TestProject first = Create();
        using TestProject second = Create();
        using TestProject without = Create();

        Assert.DoesNotContain(Taken, BuildWith(cache, first).Messages);
        Assert.Contains(Taken, BuildWith(cache, second).Messages);
        Assert.True(without.Build().Succeeded);

        Assert.Equal(File.ReadAllBytes(without[Image]), File.ReadAllBytes(first[Image]));
        Assert.Equal(File.ReadAllBytes(without[Image]), File.ReadAllBytes(second[Image]));
        Assert.Single(Entries(cache));
        Assert.Empty(BuildWith(cache, second).Stages);
    }

    [Theory]
    [InlineData("contents")]
    [InlineData("name")]
    [InlineData("date")]
    public void AnotherArchiveIsAnotherEntry(string difference)
    {
        using var cache = new TemporaryFolder();
        using TestProject first = Create();
        using TestProject second = Create();
        BuildWith(cache, first);
        switch (difference)
        {
            case "contents":
                second.Write("root/text", Text.Replace("a1", "a2", StringComparison.Ordinal));
                break;
            case "name":
                File.Move(second["root/text"], second["root/other"]);
                break;
        }

        BuildOutcome outcome = difference == "date"
            ? second.Build(("PartitionCachePath", cache.Path), ("SourceDateEpoch", "5"))
            : BuildWith(cache, second);

        Assert.DoesNotContain(Taken, outcome.Messages);
        Assert.Equal(2, Entries(cache).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(100)]
    public void AnEntryThatWasCutOffIsNoticedAndMadeAnew(int length)
    {
        using var cache = new TemporaryFolder();
        using TestProject first = Create();
        using TestProject second = Create();
        BuildWith(cache, first);
        string entry = Assert.Single(Entries(cache));
        byte[] whole = File.ReadAllBytes(entry);
        File.WriteAllBytes(entry, whole[..length]);

        BuildOutcome outcome = BuildWith(cache, second);

        Assert.Contains(outcome.Highlights, static line => line.Contains("is damaged; it is made anew", StringComparison.Ordinal));
        Assert.Equal(File.ReadAllBytes(first[Image]), File.ReadAllBytes(second[Image]));
        Assert.Equal(whole, File.ReadAllBytes(entry));
    }

    [Fact]
    public void EveryChangedByteOfAnEntryIsNoticed()
    {
        using var cache = new TemporaryFolder();
        using TestProject project = Create();
        BuildWith(cache, project);
        byte[] good = File.ReadAllBytes(project[Image]);
        string entry = Assert.Single(Entries(cache));
        byte[] whole = File.ReadAllBytes(entry);
        foreach (int at in (int[])[0, 31, 32, 33, whole.Length / 2, whole.Length - 1])
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x10;
            File.WriteAllBytes(entry, damaged);
            File.Delete(project[Image]);

            Assert.DoesNotContain(Taken, BuildWith(cache, project).Messages);

            Assert.Equal(good, File.ReadAllBytes(project[Image]));
            Assert.Equal(whole, File.ReadAllBytes(entry));
        }
    }

    [Fact]
    public void ACacheThatCannotBeWrittenIsSaidAndDoesNotStopTheBuild()
    {
        using var cache = new TemporaryFolder();
        cache.Write("file", "no folder");
        using TestProject project = Create();

        BuildOutcome outcome = project.Build(("PartitionCachePath", cache["file"]));

        Assert.True(outcome.Succeeded);
        Assert.Empty(outcome.Warnings);
        Assert.Contains(
            outcome.Highlights,
            static line => line.StartsWith("The cache of the property PartitionCachePath: ", StringComparison.Ordinal));
        Assert.True(File.Exists(project[Image]));
    }

    [Fact]
    public void BuildsThatFillACacheAtOnceLeaveOneWholeEntry()
    {
        using var cache = new TemporaryFolder();
        byte[] result = [.. Enumerable.Range(0, 300_000).Select(static number => (byte)(number * number >> 3))];
        string key = new('a', 64);
        Parallel.For(0, 32, number =>
        {
            var store = new Partition.Building.Cache.StageCache(cache.Path, static problem => Assert.Fail(problem));
            using var output = new MemoryStream();
            if (store.TryRead(key, output))
            {
                Assert.Equal(result, output.ToArray());
            }
            else
            {
                Assert.Equal(0, output.Length);
                store.Write(key, new MemoryStream(result));
            }
        });

        Assert.Equal([$"{cache.Path}/v1/aa/{key}"], Entries(cache));
    }

    [Fact]
    public void WithoutCompressionNothingIsKept()
    {
        using var cache = new TemporaryFolder();
        using TestProject project = Create(properties: "");

        Assert.True(BuildWith(cache, project).Succeeded);

        Assert.Empty(Entries(cache));
    }

    [Fact]
    public void WhatIsTakenUnpacksToTheArchive()
    {
        using var cache = new TemporaryFolder();
        using TestProject first = Create();
        using TestProject second = Create();
        using TestProject plain = Create(properties: "");
        BuildWith(cache, first);
        BuildWith(cache, second);
        Assert.True(plain.Build().Succeeded);

        using var unpacked = new MemoryStream();
        using (var image = new GZipStream(File.OpenRead(second[Image]), CompressionMode.Decompress))
        {
            image.CopyTo(unpacked);
        }

        Assert.Equal(File.ReadAllBytes(plain[Image]), unpacked.ToArray());
    }

    private const string Taken = "bin/Debug/guests/guest0/rootfs.img: taken from the cache";

    private static string Text { get; } = string.Concat(Enumerable.Range(0, 5000).Select(static number => $"a{number} b{number * 7919}\n"));

    private static TestProject Create(string properties = Compressed)
    {
        TestProject project = GuestProject.Create($"{GuestProject.Guest}<RootDirectory Include=\"root\" />", properties);
        project.Write("root/text", Text);
        project.Write("root/bytes", Encoding.UTF8.GetBytes(Text[..1000]));
        return project;
    }

    private static BuildOutcome BuildWith(TemporaryFolder cache, TestProject project)
    {
        BuildOutcome outcome = project.Build(("PartitionCachePath", cache.Path));
        Assert.Empty(outcome.Errors);
        return outcome;
    }

    private static string[] Entries(TemporaryFolder cache) => [.. Directory.EnumerateFiles(cache.Path, "*", SearchOption.AllDirectories)];
}

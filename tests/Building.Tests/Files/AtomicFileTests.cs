using Partition.Building.Files;

namespace Partition.Building.Tests.Files;

/// <summary>What happens to a file's neighbour that a process was writing when it was killed.</summary>
public sealed class AtomicFileTests
{
    [Fact]
    public void WhatAKilledProcessLeftIsRemovedByTheNextThatWritesTheFile()
    {
        using var folder = new TemporaryFolder();
        string leftover = $"{folder["disk.img"]}.{Guid.NewGuid():N}.tmp";
        string other = $"{folder["other.img"]}.{Guid.NewGuid():N}.tmp";
        File.WriteAllText(leftover, "half");
        File.WriteAllText(other, "half");
        File.WriteAllText(folder["disk.img.notes.tmp"], "somebody's own");

        AtomicFile.Write(folder["disk.img"], "whole");

        Assert.Equal(
            ["disk.img", "disk.img.notes.tmp", Path.GetFileName(other)],
            Directory.EnumerateFiles(folder.Path).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WhatAnotherIsJustWritingStays()
    {
        using var folder = new TemporaryFolder();

        bool isGood = AtomicFile.Write(folder["disk.img"], output =>
        {
            AtomicFile.Write(folder["disk.img"], "the faster one");
            output.Write("the slower one"u8);
            return true;
        });

        Assert.True(isGood);
        Assert.Equal("the slower one", File.ReadAllText(folder["disk.img"]));
        Assert.Single(Directory.EnumerateFiles(folder.Path));
    }

    [Fact]
    public void ManyThatWriteOneFileAtOnceLeaveOneOfTheirs()
    {
        using var folder = new TemporaryFolder();
        string[] texts = [.. Enumerable.Range(0, 200).Select(static number => new string((char)('a' + number % 26), 1000 + number))];

        Parallel.ForEach(texts, text => AtomicFile.Write(folder["disk.img"], text));

        Assert.Contains(File.ReadAllText(folder["disk.img"]), texts);
        Assert.Single(Directory.EnumerateFiles(folder.Path));
    }
}

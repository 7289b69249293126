using System.Collections.Immutable;
using Partition.Building.Stages;
using Partition.Diagnostics;

namespace Partition.Building.Tests.Stages;

/// <summary>The record of a stage: what was written is read back, and what is damaged is not believed.</summary>
public sealed class StageRecordTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("partition-");

    private string RecordFile => Path.Combine(_folder.FullName, "stage.record");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void ReadsWhatWasWritten()
    {
        StageRecord record = Record();
        record.Write(RecordFile);

        StageRecord read = StageRecord.TryRead(RecordFile)!;

        Assert.Equal(record.Digest, read.Digest);
        Assert.Equal<DatedFile>(record.Read, read.Read);
        Assert.Equal<WrittenFile>(record.Written, read.Written);
        Assert.Equal(record.Values, read.Values);
        Assert.Equal<RecordedWarning>(record.Warnings, read.Warnings);
    }

    [Fact]
    public void NoTruncatedRecordIsBelieved()
    {
        Record().Write(RecordFile);
        byte[] whole = File.ReadAllBytes(RecordFile);
        for (int length = 0; length < whole.Length - 1; length++)
        {
            File.WriteAllBytes(RecordFile, whole[..length]);
            Assert.Null(StageRecord.TryRead(RecordFile));
        }
    }

    [Theory]
    [InlineData("digest", true)]
    [InlineData("other", false)]
    public void HoldsForTheSameRequest(string digest, bool holds) => Assert.Equal(holds, Written().Holds(digest, Root));

    [Theory]
    [InlineData("input", "changed length")]
    [InlineData("output", "changed length")]
    [InlineData("input", null)]
    [InlineData("output", null)]
    [InlineData("probed", "now there")]
    public void DoesNotHoldAfterAChangeOfAFile(string file, string? content)
    {
        StageRecord record = Written();
        Assert.True(record.Holds("digest", Root));
        if (content is null)
        {
            File.Delete(Root(file));
        }
        else
        {
            File.WriteAllText(Root(file), content);
            File.SetLastWriteTimeUtc(Root(file), DateTime.UnixEpoch.AddYears(20)); // Older than what it was.
        }

        Assert.False(record.Holds("digest", Root));
    }

    private StageRecord Written()
    {
        File.WriteAllText(Root("input"), "in");
        File.WriteAllText(Root("output"), "out");
        var work = new StageWork(Root);
        work.WillRead("input");
        work.WillRead("probed");
        work.HasWritten("output");
        return work.ToRecord("digest", []);
    }

    private string Root(string path) => Path.Combine(_folder.FullName, path);

    private static StageRecord Record() => new()
    {
        Digest = "0123",
        Read = [new("a\tb", 12), new("missing", 0)],
        Written = [new("out\\put", 34, 56)],
        Values = ImmutableSortedDictionary<string, string>.Empty.Add("Name", "line\nbreak"),
        Warnings = [new("HV0001", new SourceSpan("file", 1, 2, 3, 4), "message\twith a tab", "text\r")],
    };
}

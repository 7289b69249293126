using System.Text;
using Partition.Building.Files;
using Partition.Building.Stages;

namespace Partition.Sdk.Tests;

/// <summary>What a power cut or an error at any moment leaves: the old file, or the new one, and a record that knows which.</summary>
public sealed class PowerCutTests
{
    private const string Old = "the old contents";
    private static readonly string s_new = string.Concat(Enumerable.Repeat("the new contents, longer than a page. ", 400));

    /// <summary>Every number of steps after which the power may go, until the write needs no more.</summary>
    [Fact]
    public void AFileIsTheOldOrTheNewOneWhenThePowerGoes()
    {
        bool isDone = false;
        for (int steps = 0; !isDone; steps++)
        {
            foreach (bool keepsUnsynced in (bool[])[false, true])
            {
                var disk = new VolatileFiles(steps) { ["/out"] = Old };
                isDone = Run(disk, static () => Write("/out", s_new));
                string? left = disk.CutPower(keepsUnsynced).GetValueOrDefault("/out");
                Assert.True(left == Old || left == s_new, $"After {steps} steps: {left?.Length} characters");
            }

            Assert.True(steps < 100);
        }
    }

    /// <summary>The simulation is worth something: without waiting for the disk, it finds the empty file that the issue reports.</summary>
    [Fact]
    public void WithoutWaitingForTheDiskAFileMayBeEmpty()
    {
        var disk = new VolatileFiles(int.MaxValue) { ["/out"] = Old };
        Run(disk, static () => AtomicFile.Write("/out", s_new, provesItself: true));
        Assert.Equal("", disk.CutPower(keepsUnsynced: false)["/out"]);
    }

    /// <summary>Errors of the disk at each step: the old file stays or the new one is whole, and no neighbour is left.</summary>
    [Fact]
    public void AFileIsTheOldOrTheNewOneWhenAnyStepFails()
    {
        bool isDone = false;
        for (int steps = 0; !isDone; steps++)
        {
            var disk = new VolatileFiles(steps) { ["/out"] = Old };
            isDone = Run(disk, static () => Write("/out", s_new));
            Assert.Equal(isDone ? s_new : Old, disk.Files["/out"]);
            Assert.Equal(["/out"], disk.Files.Keys);
            Assert.True(steps < 100);
        }
    }

    /// <summary>On the real disk, with errors at each step of it: writes that fail, half writes, a full disk.</summary>
    [Fact]
    public void TheRealFileIsTheOldOrTheNewOneWhenAnyStepFails()
    {
        bool isDone = false;
        for (int steps = 0; !isDone; steps++)
        {
            using var folder = new TemporaryFolder();
            File.WriteAllText(folder["out"], Old);
            var disk = new FaultyFiles(steps);
            isDone = Run(disk, () => Write(folder["out"], s_new));
            Assert.Equal(isDone ? s_new : Old, File.ReadAllText(folder["out"]));
            Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path));
            Assert.True(steps < 100);
        }
    }

    /// <summary>A record that a power cut spoiled in any way is not believed.</summary>
    [Fact]
    public void NoRecordWithAnyByteChangedIsBelieved()
    {
        using var folder = new TemporaryFolder();
        new StageRecord
        {
            Digest = "0123",
            Read = [new("in", 12)],
            Written = [new("out", 34, 56)],
            Warnings = [],
        }.Write(folder["a.record"]);
        byte[] whole = File.ReadAllBytes(folder["a.record"]);
        Assert.NotNull(StageRecord.TryRead(folder["a.record"]));
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] zeroed = [.. whole];
            zeroed[i] = 0;
            File.WriteAllBytes(folder["a.record"], zeroed);
            Assert.Null(StageRecord.TryRead(folder["a.record"]));
            File.WriteAllBytes(folder["a.record"], [.. whole[..i], .. new byte[whole.Length - i]]);
            Assert.Null(StageRecord.TryRead(folder["a.record"]));
        }
    }

    /// <summary>Outputs that were cut off, replaced by others of the same length, or restored from before are made again.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("tuo")]
    [InlineData("out, longer")]
    public void AnOutputThatIsNotTheOneThatWasLeftIsMadeAgain(string contents)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["out"], "out");
        var work = new StageWork(name => folder[name]);
        work.HasWritten("out");
        StageRecord record = work.ToRecord("digest", []);
        Assert.True(record.Holds("digest", name => folder[name]));

        File.WriteAllText(folder["out"], contents);
        File.SetLastWriteTimeUtc(folder["out"], DateTime.UnixEpoch.AddYears(40));
        Assert.False(record.Holds("digest", name => folder[name]));
    }

    [Fact]
    public void APrivateFileIsNobodyElses()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        AtomicFile.Write(folder["secret"], static output => true, isPrivate: true);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["secret"]));
    }

    private static void Write(string path, string text) => AtomicFile.Write(path, stream =>
    {
        foreach (byte[] part in Encoding.UTF8.GetBytes(text).Chunk(4096))
        {
            stream.Write(part);
        }

        return true;
    });

    /// <summary>Runs something on a disk; whether it came to its end.</summary>
    private static bool Run(IHostFiles disk, Action action)
    {
        using IDisposable use = HostFiles.Use(disk);
        try
        {
            action();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}

using System.Collections.Immutable;
using Partition.Building;
using Partition.Building.FileSystems;
using Partition.Building.FileSystems.Roots;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.Building.Stages;
using Partition.Diagnostics;

namespace Partition.Sdk.Tests;

/// <summary>An error of the disk at any read or write of a step: an error is reported, and the next build is right.</summary>
public sealed class StepFaultTests
{
    private const int MaxSteps = 2000;

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    public void ARootFileSystemIsRightAfterAnyError(string compression) => Try("rootfs.img", (session, request) => RootFileSystemStep.Run(
        session, new Stage(session, "PackRootFileSystems"), request, compression, "rootfs.img", session.Root("cache")));

    [Fact]
    public void ADiskImageIsRightAfterAnyError() => Try("disk.img", static (session, request) => DiskImageStep.Run(
        session,
        new Stage(session, "PackDiskImage"),
        request with { Guest = null },
        "disk.img",
        new() { Size = "auto", BlockSize = "1024", Profile = "linux", Holes = true }));

    private static void Try(string output, Action<BuildSession, FileSystemRequest> run)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["in"]);
        File.WriteAllText(folder["in/a"], new string('a', 10_000));
        File.WriteAllText(folder["list"], "dir /dev 0755 0 0\nnod /dev/console 0600 0 0 c 5 1\n");
        var archive = new MemoryStream();
        using (var writer = new System.Formats.Tar.TarWriter(archive, leaveOpen: true))
        {
            writer.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.RegularFile, "b")
            {
                DataStream = new MemoryStream(new byte[5000]),
                ModificationTime = DateTimeOffset.UnixEpoch,
            });
        }

        var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(archive.ToArray());
        }

        File.WriteAllBytes(folder["a.tgz"], packed.ToArray());
        FileSystemRequest request = new("Root")
        {
            Guest = new ProjectItem("guest0"),
            Directories = [new("in")],
            Lists = [new("list")],
            Archives = [new("a.tgz")],
            ListFile = "obj/files.list",
        };

        var clean = new TestSession(folder);
        run(clean, request);
        Assert.Empty(clean.Errors);
        byte[] expected = File.ReadAllBytes(folder[output]);

        bool isDone = false;
        int failed = 0;
        for (int steps = 0; !isDone; steps++)
        {
            Directory.Delete(folder["obj"], recursive: true);
            if (Directory.Exists(folder["cache"]))
            {
                Directory.Delete(folder["cache"], recursive: true);
            }

            File.WriteAllText(folder[output], "of an earlier build");
            var session = new TestSession(folder);
            var disk = new FaultyFiles(steps);
            bool hasThrown = Run(disk, () => run(session, request));
            isDone = !disk.HasFailed;
            bool isGood = !hasThrown && session.Errors.Count == 0;
            failed += isGood ? 0 : 1;

            // The cache may fail without harm; all else is reported, and leaves what was there.
            byte[] left = File.ReadAllBytes(folder[output]);
            Assert.True(
                left.AsSpan().SequenceEqual(expected) || left.AsSpan().SequenceEqual("of an earlier build"u8),
                $"after {steps} steps: half a file");
            Assert.True(!isGood || left.AsSpan().SequenceEqual(expected), $"after {steps} steps: no error, and no output");

            var again = new TestSession(folder);
            run(again, request);
            Assert.Empty(again.Errors);
            Assert.Equal(expected, File.ReadAllBytes(folder[output]));
            Assert.DoesNotContain(
                Directory.EnumerateFiles(folder.Path, "*.tmp", SearchOption.AllDirectories), static _ => true);
            Assert.True(steps < MaxSteps);
        }

        Assert.True(failed > 10, $"{failed} errors were reported");
    }

    private static bool Run(IHostFiles disk, Action action)
    {
        using IDisposable use = HostFiles.Use(disk);
        try
        {
            action();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private sealed class TestSession(TemporaryFolder folder) : BuildSession
    {
        public List<Diagnostic> Errors { get; } = [];

        public override string ProjectFile => folder["a.partproj"];

        public override string SdkIdentity => "test";

        public override string Root(string path) => Path.Combine(folder.Path, path);

        public override string? GetEnvironmentVariable(string name) => null;

        public override void Say(Importance importance, string text)
        {
        }

        public override void SayNote(Importance importance, Diagnostic note)
        {
        }

        public override bool IsShown(Importance importance) => false;

        public override void SayMaking(string stage, string what)
        {
        }

        public override void SayResult(string text)
        {
        }

        public override void SayTestPassed(string name)
        {
        }

        public override void SayTestSummary(int total, int passed, int skipped, int failed, TimeSpan duration)
        {
        }

        public override void Remember(string key, object value)
        {
        }

        public override object? Recall(string key) => null;

        protected override void Show(Diagnostic diagnostic)
        {
            if (diagnostic.Severity == DiagnosticSeverity.Error)
            {
                Errors.Add(diagnostic);
            }
        }
    }
}

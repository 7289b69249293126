using System.Diagnostics;

namespace Partition.EndToEnd.Tests;

/// <summary><c>dotnet watch</c> of a board.</summary>
public sealed class WatchTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    [Fact]
    public void IncludedFilesAreWatched()
    {
        using var project = new SampleProject();
        project.Dotnet("build").Succeeded();

        string list = project.Dotnet("watch", "--list").Succeeded().Text;

        Assert.Contains("vexpress-v2p-ca9.dts\n", list, StringComparison.Ordinal);
        Assert.Contains(".dtsi\n", list, StringComparison.Ordinal);
        Assert.Contains("payload.elf\n", list, StringComparison.Ordinal);
    }

    [Fact]
    public void AChangeOfAnIncludedFileBuildsTheBoardAgain()
    {
        using var project = new SampleProject();
        project.Dotnet("build").Succeeded();
        string include = Directory.EnumerateFiles(project["board"], "*.dtsi").Single();
        byte[] before = File.ReadAllBytes(project["bin/Debug/vexpress-v2p-ca9.dtb"]);
        using Process watch = project.StartDotnet(
            new Dictionary<string, string> { ["DOTNET_USE_POLLING_FILE_WATCHER"] = "1", ["DOTNET_WATCH_SUPPRESS_EMOJIS"] = "1" },
            "watch", "--non-interactive", "build");
        try
        {
            using var waiting = new SemaphoreSlim(0);
            void Listen(object sender, DataReceivedEventArgs line)
            {
                if (line.Data?.Contains("Waiting for a file to change", StringComparison.Ordinal) == true)
                {
                    waiting.Release();
                }
            }

            watch.OutputDataReceived += Listen;
            watch.ErrorDataReceived += Listen;
            watch.BeginOutputReadLine();
            watch.BeginErrorReadLine();
            Assert.True(waiting.Wait(s_patience), "dotnet watch never waited for a change.");

            File.AppendAllText(include, "\n/ { added-by-a-change; };\n");

            Assert.True(waiting.Wait(s_patience), "dotnet watch built nothing after the change.");
        }
        finally
        {
            watch.Kill(entireProcessTree: true);
            watch.WaitForExit();
        }

        byte[] after = File.ReadAllBytes(project["bin/Debug/vexpress-v2p-ca9.dtb"]);
        Assert.NotEqual(before, after);
        Assert.True(after.AsSpan().IndexOf("added-by-a-change"u8) > 0);
    }
}

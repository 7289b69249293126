using System.Diagnostics;

namespace Partition.EndToEnd.Tests;

/// <summary><c>dotnet watch</c> of a board.</summary>
public sealed class WatchTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    [Fact]
    public void AllThatABuildReadsIsWatched()
    {
        using var project = new SampleProject();
        project.Replace("vexpress-a9.partproj", "</Project>", """
              <ItemGroup>
                <DeviceTreeOverlay Include="more.dtso" />
                <RootDirectory Include="root" />
                <DiskList Include="disk.list" />
              </ItemGroup>
              <Import Project="guests/*.props" />
            </Project>
            """);
        project.Write("guests/guest1.props", """
            <Project>
              <ItemGroup>
                <Guest Include="guest1" Devices=";" Kernel="payload/payload.elf" Firmware="none" />
              </ItemGroup>
            </Project>
            """);
        project.Write("more.dtso", "/dts-v1/; /plugin/; /include/ \"part.dtsi\"");
        project.Write("part.dtsi", "&{/} { more { }; };");
        project.Write("root/etc/motd", "hello");
        project.Write("disk.list", "file /note elsewhere/note 644 0 0\n");
        project.Write("elsewhere/note", "a note");
        project.Dotnet("build").Succeeded();

        string list = project.Dotnet("watch", "--list").Succeeded().Text;

        Assert.All(
            [
                "board/vexpress-v2p-ca9.dts", "board/motherboard-express.dtsi", "payload/payload.elf", "more.dtso", "part.dtsi",
                "root/etc/motd", "disk.list", "elsewhere/note", "guests/guest1.props",
                "system/banner.txt", "vexpress-a9.partproj",
            ],
            file => Assert.Contains($"{project[file]}\n", list, StringComparison.Ordinal));
        Assert.DoesNotContain(".record", list, StringComparison.Ordinal);
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

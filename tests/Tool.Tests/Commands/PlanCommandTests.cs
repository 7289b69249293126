using Partition.Tool.Tests.Support;

namespace Partition.Tool.Tests.Commands;

/// <summary><c>partition plan</c>.</summary>
public sealed class PlanCommandTests : IDisposable
{
    private const string Plan = """
        {
          "version": 1, "hypervisor": "Xen", "profile": "", "pageSize": "0x1000",
          "board": { "model": "Board", "compatible": ["a,b"], "memory": [{"start": "0x60000000", "size": "0x20000000"}],
                     "cpus": ["/cpus/cpu@0"], "clusters": [] },
          "guests": [ { "name": "g0", "memory": {"start": "0x60000000", "size": "0x1000000"}, "cpus": 1, "hostCpus": [0],
                        "exclusiveCpus": false } ],
          "devices": [ { "name": "uart\u001b[31m0", "path": "/uart", "isProcessor": false, "isEnabled": true, "compatible": [],
                         "registers": [{"start": "0x10009000", "size": "0x1000"}], "interrupts": [37],
                         "owners": [ { "guest": "g0", "access": "Passthrough", "because": [], "pages": [] } ] } ],
          "suppliers": [], "findings": [], "allowances": []
        }
        """;

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void ThePlanOfTheLastBuildIsShown()
    {
        Directory.CreateDirectory(_work.PathOf("obj/Debug"));
        string plan = _work.Write("obj/Debug/partition.json", Plan);
        string project = _work.Write("board.partproj", "<Project />");

        foreach (string place in new[] { _work.Folder, project, plan })
        {
            Outcome outcome = Workspace.Run("plan", place);

            Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
            Assert.Matches(@"^guest +RAM ", outcome.Output);
            Assert.Matches(@"\[0x10009000\.\.0x1000a000\) +37 +passthrough\n", outcome.Output);
            Assert.DoesNotContain('\e', outcome.Output);
        }
    }

    [Fact]
    public void TheNewestOfSeveralPlansCounts()
    {
        foreach (string configuration in new[] { "Debug", "Release" })
        {
            Directory.CreateDirectory(_work.PathOf($"obj/{configuration}"));
            _work.Write($"obj/{configuration}/partition.json", Plan.Replace("\"g0\"", $"\"{configuration}\"", StringComparison.Ordinal));
        }

        File.SetLastWriteTimeUtc(_work.PathOf("obj/Debug/partition.json"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Contains("\nRelease ", Workspace.Run("plan", _work.Folder).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void PlaceWithoutAPlanIsToldWithTheWayToOne()
    {
        Outcome outcome = Workspace.Run("plan", _work.Folder);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("Build the project first: 'dotnet build'", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("[1")]
    public void FileThatIsNoPlanIsTold(string text)
    {
        _work.Write("partition.json", text);

        Outcome outcome = Workspace.Run("plan", _work.Folder);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("This is not a plan", outcome.Error, StringComparison.Ordinal);
    }
}

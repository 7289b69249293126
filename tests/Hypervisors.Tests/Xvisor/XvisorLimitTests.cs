using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Support;
using Partition.Hypervisors.Xvisor;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Tests.Xvisor;

/// <summary>Every limit of Xvisor at one less, at itself, and at one more.</summary>
public class XvisorLimitTests
{
    private const string Script = "/boot.xscript";

    /// <summary>The name of a limit, its value, the code that reports one more, and what makes input of a size.</summary>
    private static readonly Dictionary<string, (int Limit, string Code, Func<int, IEnumerable<Diagnostic>> Try)> s_limits = new()
    {
        ["characters of a command in bootcmd"] = (255, "HV5040", static n => HostTree(
            $"chosen {{ stdout-path = &u; bootcmd = \"{new string('x', n)}\"; }}; u: serial@9000 {{ reg = <0x9000 4>; }};")),
        ["characters of the kernel's arguments"] = (1000, "HV5023", static n => Boot(arguments: new string('x', n))),
        ["words of the kernel's arguments"] = (31, "HV5023", static n => Boot(arguments: string.Join(' ', Enumerable.Repeat("x", n)))),
        ["bytes of a guest's tree"] = (XvisorLimits.LargestConfigTree, "HV5015", static n => Boot(configTree: n)),
        ["words of the command that loads a guest"] = (32, "HV5038", static n => Boot(overrides: Overrides(n - LoadWords))),
        ["characters of the command that loads a guest"] = (4094, "HV5038", static n => Boot(overrides: Padded(n))),
        ["bytes of a line of a script"] = (4094, "HV5042", static n => Text(Script, new string('x', n) + "\n")),
        ["words of a command of a script"] = (32, "HV5042", static n => Text(Script, string.Join(' ', Enumerable.Repeat("x", n)) + "\n")),
    };

    private const int LoadWords = 5; // vfs guest_fdt_load NAME TREE CPUS

    private static readonly int s_loadLength = LoadCommand("").Length;

    public static TheoryData<string> Names => [.. s_limits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void IsReachedAndNotPassed(string name)
    {
        (int limit, string code, Func<int, IEnumerable<Diagnostic>> run) = s_limits[name];
        Assert.DoesNotContain(run(limit - 1), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.DoesNotContain(run(limit), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Contains(code, run(limit + 1).Select(static diagnostic => diagnostic.Code));
    }

    private static List<Diagnostic> HostTree(string nodes)
    {
        var diagnostics = new List<Diagnostic>();
        Builds.Xvisor.Boot!.BuildHostTree(TestTrees.Compile(Source.TextWith(nodes)), new BootRequest("board", []), diagnostics);
        return diagnostics;
    }

    private static IEnumerable<Diagnostic> Text(string path, string text) => Builds.Xvisor.Boot!.CheckBootText(path, text, "boot.txt");

    private static ImmutableArray<Diagnostic> Boot(string arguments = "", string overrides = "", int configTree = 4000) =>
        Files(arguments, overrides, configTree).Diagnostics;

    private static BootFileSet Files(string arguments, string overrides, int configTree)
    {
        GuestRequest guest = Builds.Guest("*; !uart3") with
        {
            KernelArguments = arguments,
            Metadata = ImmutableDictionary<string, string>.Empty.Add(GuestMetadata.ConfigOverrides, overrides),
        };
        GuestFiles files = SampleBoard.Read().PlanOne(guest).WithFiles(106_296, 8 << 20);
        return Builds.Boot(files with { Lengths = files.Lengths.SetItem(GuestFileKind.ConfigTree, (ulong)configTree) });
    }

    private static string LoadCommand(string overrides) => Files("", overrides, 4000).Files
        .Single(static file => file.TargetPath == Script).Text!
        .Split('\n')
        .Single(static line => line.StartsWith("vfs guest_fdt_load ", StringComparison.Ordinal));

    private static string Overrides(int count) => string.Join(';', Enumerable.Repeat("mem0,align_order,uint32,12", count));

    // One override whose value makes the command as long as it is to be.
    private static string Padded(int length)
    {
        const string Start = "mem0,align_order,uint32,";
        return Start + new string('1', length - s_loadLength - 1 - Start.Length);
    }
}

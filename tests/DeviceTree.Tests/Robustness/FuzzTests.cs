using System.Text;
using Partition.DeviceTree.Fuzz;
using Partition.DeviceTree.Tests.Oracle;

namespace Partition.DeviceTree.Tests.Robustness;

/// <summary>A share of what <c>eng/fuzz.sh</c> does: damaged inputs of all kinds, and what native dtc makes of some of them.</summary>
[Trait("Speed", "Slow")]
public class FuzzTests
{
    private static readonly FuzzInputs s_inputs = FuzzInputs.Find(FindRepository());

    [Theory]
    [InlineData(0)]
    [InlineData(10_000)]
    [InlineData(20_000)]
    [InlineData(30_000)]
    public void DamagedInputsAreAnswered(int seed)
    {
        for (int i = seed; i < seed + 2_500; i++)
        {
            string? fault = new FuzzTrial(s_inputs, i).Run();
            // How long an input takes is looked at where nothing else runs; what never ends stops the test.
            Assert.True(
                fault is null || fault.StartsWith("it took", StringComparison.Ordinal),
                $"eng/fuzz.sh --seed {i} --count 1: {fault}");
        }
    }

    [ToolFact("dtc")]
    public void DamagedSourcesGetTheAnswerOfDtc()
    {
        using var native = new NativeDtc(Tool.Find("dtc")!);
        for (int i = 0; i < 700; i++)
        {
            var trial = new FuzzTrial(s_inputs, i);
            string? fault = native.Compare(trial);
            Assert.True(fault is null || IsOfOlderRelease(trial, fault), $"eng/fuzz.sh --seed {i} --count 1 --native 1: {fault}");
        }
    }

    /// <summary>dtc 1.6.1 knows no references like <c>&amp;{label/child}</c>, and does not mind a node that is called <c>@1</c>.</summary>
    private static bool IsOfOlderRelease(FuzzTrial trial, string fault) =>
        fault.Contains("HV1010", StringComparison.Ordinal)
            || System.Text.RegularExpressions.Regex.IsMatch(Encoding.Latin1.GetString(trial.Bytes), @"&\{\w+/");

    private static string FindRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Partition.Sdk.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("Partition.Sdk.sln is in no folder above the tests.");
    }
}

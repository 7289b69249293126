using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Tests;

namespace Partition.DeviceTree.Tests.PublicApi;

/// <summary>The public surface of the two packages in a file each: a change of it is seen in review.</summary>
public class PublicApiTests
{
    [Theory]
    [InlineData(typeof(DeviceTreeDocument), "Partition.DeviceTree.txt")]
    [InlineData(typeof(Diagnostic), "Partition.Diagnostics.txt")]
    public void ThePublicSurfaceIsTheRecordedOne(Type type, string file)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "PublicApi", file);
        string expected = File.Exists(path) ? File.ReadAllText(path) : "";
        string actual = AssemblySurface.Describe(type.Assembly, hasNamespaces: true);
        Assert.True(expected == actual, $"The public surface has changed. If that is meant, record it in PublicApi/{file}:\n{actual}");
    }
}

using Partition.Images.Files;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests;

/// <summary>The whole public surface in one file: a change of it is seen in review.</summary>
public class PublicApiTests
{
    [Fact]
    public void ThePublicSurfaceIsTheRecordedOne()
    {
        string expected = Resource.ReadText("public-api.txt");
        string actual = AssemblySurface.Describe(typeof(FileTree).Assembly);
        Assert.True(expected == actual, $"The public surface has changed. If that is meant, record it in Golden/public-api.txt:\n{actual}");
    }
}

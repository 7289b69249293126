using System.Collections.Immutable;
using Partition.Building.Items;
using Partition.Building.Stages;
using Partition.Building.Trees;

namespace Partition.Building.Tests.Stages;

/// <summary>A request's digest changes with everything that it says, and with nothing else.</summary>
public sealed class StageDigestTests
{
    private static readonly DeviceTreeRequest s_request = new(Item("board.dts", ("Symbols", "true")), new TreeOptions([], ["A=1"]))
    {
        WarningProfile = "kernel",
        Checks = ["no-x"],
    };

    [Fact]
    public void EqualRequestsHaveEqualDigests() => Assert.Equal(Of(s_request), Of(s_request with { Checks = ["no-x"] }));

    [Fact]
    public void EveryOptionCounts() => Assert.Equal(
        8,
        new[]
        {
            s_request,
            s_request with { Tree = Item("other.dts", ("Symbols", "true")) },
            s_request with { Tree = Item("board.dts", ("Symbols", "false")) },
            s_request with { Tree = Item("board.dts", ("Symbols", "true"), ("Anything", "")) },
            s_request with { Options = new TreeOptions([], ["A", "1"]) },
            s_request with { Options = new TreeOptions([Item("A=1")], []) },
            s_request with { WarningProfile = "kernelno-x", Checks = [] },
            s_request with { Checks = ["no-x", ""] },
        }.Select(Of).Distinct().Count());

    [Fact]
    public void WhereAnItemIsWrittenDoesNotCount() =>
        Assert.Equal(Of(s_request), Of(s_request with { Tree = s_request.Tree with { DefiningFile = "elsewhere.partproj" } }));

    [Fact]
    public void TheOrderOfMetadataDoesNotCount() => Assert.Equal(
        Of(s_request with { Tree = Item("a", ("X", "1"), ("Y", "2")) }),
        Of(s_request with { Tree = Item("a", ("Y", "2"), ("X", "1")) }));

    [Fact]
    public void AnotherSdkHasAnotherDigest() => Assert.NotEqual(StageDigest.Of(s_request, "one"), StageDigest.Of(s_request, "two"));

    [Fact]
    public void RejectsRequestsThatHoldWhatItCannotRead() =>
        Assert.Throws<ArgumentException>(static () => StageDigest.Of(new Uri("file:///x"), ""));

    private static string Of(DeviceTreeRequest request) => StageDigest.Of(request, "sdk");

    private static ProjectItem Item(string identity, params ReadOnlySpan<(string Name, string Value)> metadata)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in metadata)
        {
            values.Add(name, value);
        }

        return new(identity, values.ToImmutable());
    }
}

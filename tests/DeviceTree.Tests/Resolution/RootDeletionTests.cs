using Partition.DeviceTree.Model;
using Partition.DeviceTree.Printing;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Resolution;

/// <summary>The root may be deleted like any node when it is begun again, as with dtc.</summary>
public class RootDeletionTests
{
    [Theory]
    [InlineData("/ { model = \"1\"; a { b = <1>; }; }; /delete-node/ &{/}; / { model = \"2\"; c { }; };", "model = \"2\"; c { };")]
    [InlineData("/ { r; n { p; q { }; }; }; /delete-node/ &{/}; / { s; r = \"x\"; m { }; n { z; }; };", "r = \"x\"; s; n { z; }; m { };")]
    [InlineData("/ { a; }; /delete-node/ &{/}; &{/} { b; };", "b;")]
    [InlineData("/ { a; }; /delete-node/ &{/}; / { b; }; /delete-node/ &{/}; / { c; };", "c;")]
    public void LeavesWhatComesAfterTheDeletion(string source, string expected) =>
        Assert.Equal(TextOf(Tree($"/dts-v1/; / {{ {expected} }};")), TextOf(Tree("/dts-v1/; " + source)));

    [Fact]
    public void ReportsADeletionThatLeavesNothing() => Reports(
        "/dts-v1/; / { a; }; /delete-node/ [|&{/}|];",
        "HV1002: The root node is deleted, and no '/ { };' follows, so that nothing is left. Delete the nodes below it, or begin the root "
        + "again.");

    [Fact]
    public void ForgetsTheLabelsOfWhatWasDeleted() => Reports(
        "/dts-v1/; / { l: n { }; }; /delete-node/ &{/}; / { x = [|&l|]; };",
        "HV1021: No node carries the label 'l'.");

    private static string TextOf(DeviceTreeDocument tree)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        DeviceTreeText.Write(tree, writer, new());
        return writer.ToString();
    }
}

using Partition.DeviceTree.Model;
using Partition.DeviceTree.Printing;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Resolution;

public class LabelTests
{
    [Theory]
    [InlineData("/ { l1: /omit-if-no-ref/ n { }; };", "l1")]
    [InlineData("/ { l1: /omit-if-no-ref/ l2: /omit-if-no-ref/ l3: n { }; };", "l1 l2 l3")]
    [InlineData("/ { l1: l1: n { }; };", "l1")]
    [InlineData("/ { l5: l7: l5: n { }; };", "l7 l5")]
    [InlineData("/ { n { }; }; / { l5: l7: l5: n { }; };", "l5 l7")]
    public void LabelsOfANodeAreThoseOfDtc(string source, string expected) =>
        Assert.Equal(expected, string.Join(' ', Kept(source).Root.FindChild("n")!.Labels));

    [Fact]
    public void ALabelBeforeOmitIfNoRefCanBeReferredTo() =>
        Assert.NotNull(Tree("/dts-v1/; / { x = <&l1>; l1: /omit-if-no-ref/ n { }; };").Root.FindChild("n"));

    [Theory]
    [InlineData("/ { l1: l1: p; };", "l1: p;")]
    [InlineData("/ { n { }; l: m { a: b: p; }; }; /delete-node/ &l; / { m { b: p; }; };", "b: p;")]
    [InlineData("/ { a: b: p; }; / { /delete-property/ p; }; / { c: b: p; };", "c: b: p;")]
    public void LabelsOfAPropertyGoWithItAndComeBackOneByOne(string source, string expected)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        DeviceTreeText.Write(Tree("/dts-v1/; " + source), writer, new() { Style = TextStyle.Dtc });
        Assert.Contains("\t" + expected, writer.ToString(), StringComparison.Ordinal);
        Assert.Equal(expected.Count(static c => c == ':'), writer.ToString().Count(static c => c == ':'));
    }

    private static DeviceTreeDocument Kept(string source) => Tree("/dts-v1/; " + source, new() { GenerateSymbols = true });
}

using System.Globalization;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Overlays;
using Partition.DeviceTree.Tests.Assertions;
using Partition.Diagnostics;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Overlays;

public class OverlayCheckTests
{
    private const string Base = "/dts-v1/; / { aliases { serial0 = &uart; }; soc { uart: uart@9000 { }; }; clk: clk { }; };";

    /// <summary>Asserts that an overlay gives exactly these faults at exactly its marks.</summary>
    private static void Faults(string annotated, params string[] expected)
    {
        AnnotatedText text = AnnotatedText.Parse("/dts-v1/; /plugin/; " + annotated);
        DeviceTreeDocument tree = Tree(Base, OverlayApplicationTests.WithSymbols);
        IEnumerable<string> found = OverlayCheck.Check(tree, Tree(text.Text)).Select(static fault => string.Create(
            CultureInfo.InvariantCulture, $"{fault.Span.StartColumn}-{fault.Span.EndColumn} {fault.Code}: {fault.Message}"));
        Assert.Equal(text.Marks.Zip(expected, static (mark, message) => $"{mark.Column}-{mark.EndColumn} {message}"), found);
        Assert.Equal(text.Marks.Count, expected.Length);
    }

    [Fact]
    public void AnOverlayThatFitsHasNoFaults() =>
        Faults("&uart { clocks = <&clk>; }; &{/soc} { x; }; / { f { target-path = \"serial0\"; __overlay__ { y; }; }; };");

    [Fact]
    public void AnUnknownTargetOffersTheNearestLabel() => Faults(
        "[|&uarf|] { x; };",
        "HV1502: '/fragment@0:target' wants the label 'uarf', but '/__symbols__' of the base has no such label. Did you mean '&uart'?");

    [Fact]
    public void AnUnknownLabelOfAValueIsMarkedWhereItStands() => Faults(
        "&uart { port { clocks = <&clk>, <[|&oscillator|] 1>; }; };",
        "HV1502: '/fragment@0/__overlay__/port:clocks' wants the label 'oscillator', but '/__symbols__' of the base has no such label.");

    [Fact]
    public void AllMissingThingsAreFound() => Faults(
        "[|&one|] { x = <[|&two|]>; }; [|&{/soc/spi}|] { };",
        "HV1502: '/fragment@0:target' wants the label 'one', but '/__symbols__' of the base has no such label.",
        "HV1502: '/fragment@0/__overlay__:x' wants the label 'two', but '/__symbols__' of the base has no such label.",
        "HV1508: '/fragment@1' extends '/soc/spi', which is not in the base; the path leads no further than '/soc'.");

    [Fact]
    public void OtherPlacesOfAMissingLabelAreNotes()
    {
        Diagnostic fault = Assert.Single(OverlayCheck.Check(
            Tree(Base, OverlayApplicationTests.WithSymbols), Tree("/dts-v1/; /plugin/; &{/soc} { a = <&x>; b = <&x>; };")));
        Assert.Equal("It is wanted here, too.", Assert.Single(fault.Notes).Message);
    }

    [Fact]
    public void AnOverlayFromABlobNamesThePropertyWithoutAPlace()
    {
        DeviceTreeDocument overlay = DeviceTreeBlob.Read(DeviceTreeBlob.Write(Tree("/dts-v1/; /plugin/; &nobody { };"))).Document!;
        Diagnostic fault = Assert.Single(OverlayCheck.Check(Tree(Base), overlay));
        Assert.False(fault.Span.HasFile);
        Assert.Equal(
            "'/fragment@0:target' wants the label 'nobody' of the base, but the base has no '/__symbols__'. Compile it with symbols (-@).",
            fault.Message);
    }

    [Fact]
    public void AnAliasThatIsMissingIsNamed() => Faults(
        "/ { f { [|target-path = \"serial9\";|] __overlay__ { y; }; }; };", "HV1508: '/f' extends 'serial9', which is not in the base.");
}

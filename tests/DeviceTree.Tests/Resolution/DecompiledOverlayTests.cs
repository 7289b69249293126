using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Printing;
using Partition.DeviceTree.Tests.Overlays;
using Partition.Diagnostics;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Resolution;

public class DecompiledOverlayTests
{
    private const string Overlay = "/dts-v1/; /plugin/; &soc { osc: oscillator { }; dev { clocks = <&osc 1 &osc>; assigned = <&clk>; }; };";

    [Fact]
    public void ADecompiledOverlayCompilesToItsOwnBlob() => Assert.True(IsKept(Overlay));

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(100)]
    public void RandomOverlaysSurviveDecompiling(int first)
    {
        for (int seed = first; seed < first + 50; seed++)
        {
            string overlay = new RandomOverlay(seed).Overlay;
            Assert.True(IsKept(overlay), overlay);
        }
    }

    [Fact]
    public void LocalFixupsAreWrittenOneByOne() => Assert.Contains(
        "clocks = <0x00>, <0x08>;",
        TextOf(Tree(Overlay)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("__fixups__ { soc = [01]; };", "'soc' of '/__fixups__' must be a list of strings, but is not; ")]
    [InlineData("__local_fixups__ { p = [01]; };", "'p' of '/__local_fixups__' must be a list of cells, but is not; ")]
    public void MalformedFixupsAreReportedAndStay(string table, string expected)
    {
        Diagnostic diagnostic = Assert.Single(
            Compile($"/dts-v1/; /plugin/; / {{ p = <&n>; n: n {{ }}; {table} }}; &soc {{ }};").Diagnostics);
        Assert.Equal(("HV1031", DiagnosticSeverity.Warning), (diagnostic.Code, diagnostic.Severity));
        Assert.StartsWith(expected, diagnostic.Message, StringComparison.Ordinal);
    }

    private static bool IsKept(string overlay)
    {
        byte[] blob = DeviceTreeBlob.Write(Tree(overlay));
        string decompiled = TextOf(DeviceTreeBlob.Read(blob).Document!);
        return blob.AsSpan().SequenceEqual(DeviceTreeBlob.Write(Tree(decompiled)));
    }

    private static string TextOf(DeviceTreeDocument tree)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        DeviceTreeText.Write(tree, writer, new() { Style = TextStyle.Dtc });
        return writer.ToString();
    }
}

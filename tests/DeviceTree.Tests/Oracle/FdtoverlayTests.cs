using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Overlays;
using Partition.DeviceTree.Tests.Assertions;
using Partition.DeviceTree.Tests.Overlays;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Tests.Oracle;

/// <summary>The installed fdtoverlay makes the same bytes.</summary>
public class FdtoverlayTests
{
    private const string Base = """
        /dts-v1/;
        /memreserve/ 0x1000 16;
        / {
        	compatible = "b";
        	aliases { al = "/soc"; };
        	soc: soc {
        		#address-cells = <1>;
        		uart: uart@9000 { status = "disabled"; reg = <0x9000 4>; };
        		bus@1 { other { }; };
        		bus@2 { };
        	};
        	clk: clk { odd = [00 01 02]; };
        };
        """;

    public static readonly string[] Overlays =
    [
        "/dts-v1/; /plugin/; &uart { status = \"okay\"; clocks = <&clk 1>, <&l>; odd = [01 02 03 04 05]; l: x { y = <&l>; }; z { a; b; }; "
        + "};",
        "/dts-v1/; /plugin/; &{/soc} { bus { q; other { r; }; new { }; }; uart@9000 { reg = [01]; }; };",
        "/dts-v1/; /plugin/; / { ignored; stray: stray { }; f { target-path = \"al\"; __overlay__ { n: n { m = <&n>; }; }; }; };",
        "/dts-v1/; /plugin/; &{/} { top; }; &clk { other-clk = <&uart &uart>; };",
        "/dts-v1/; /plugin/; &clk { a: a { }; }; / { fragment@5 { target = <&a>; __overlay__ { late = <&a>; }; }; };",
        "/dts-v1/; /plugin/; / { };",
    ];

    [ToolFact("dtc", "fdtoverlay")]
    public void EachOverlayGivesTheSameBytes()
    {
        foreach (string overlay in Overlays)
        {
            AssertSame(Base, overlay);
        }
    }

    [ToolFact("dtc", "fdtoverlay")]
    public void OverlaysOnTopOfEachOtherGiveTheSameBytes() => AssertSame(Base, Overlays[..^1]);

    [ToolFact("dtc", "fdtoverlay")]
    public void RandomOverlaysGiveTheSameBytes()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            var random = new RandomOverlay(seed);
            AssertSame(random.Base, random.Overlay);
        }
    }

    private static void AssertSame(string baseSource, params string[] overlays)
    {
        using var tool = new Tool();
        DeviceTreeDocument tree = DtsSource.Tree(baseSource, OverlayApplicationTests.WithSymbols);
        string basePath = tool.Write("base.dtb", DeviceTreeBlob.Write(tree));
        List<string> files = [];
        OverlayResult result = new(tree, []);
        foreach (string overlay in overlays)
        {
            DeviceTreeDocument compiled = DtsSource.Tree(overlay, OverlayApplicationTests.WithSymbols);
            files.Add(tool.Write($"o{files.Count}.dtbo", DeviceTreeBlob.Write(compiled)));
            result = OverlayApplication.Apply(result.Document!, compiled);
        }

        byte[]? expected = tool.Run("fdtoverlay", ["-i", basePath, "-o", "-", .. files]);
        Assert.NotNull(expected);
        Assert.DoesNotContain(result.Diagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        OverlayGoldenTests.AssertSame(expected, result with { Diagnostics = [] });
    }
}

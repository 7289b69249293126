using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Overlays;
using Partition.DeviceTree.Tests.Overlays;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Tests.Oracle;

/// <summary>The overlays that Linux tests its own overlay code with (<c>drivers/of/unittest-data</c>), beside dtc and fdtoverlay.</summary>
public class UnittestOverlayTests
{
    /// <summary>
    /// Made to be wrong: two overlays that add the same node or property twice, and two that meet the base's phandles or symbols.
    /// </summary>
    private const string Bad = "overlay_bad_";

    private static string Folder => Path.Combine(KernelTrees.Folder, "drivers", "of", "unittest-data");

    [KernelTreesFact]
    public void EachSourceHasTheBytesOfGccAndDtc()
    {
        foreach (string source in Directory.EnumerateFiles(Folder, "*.dts").Order(StringComparer.Ordinal))
        {
            foreach (bool symbols in new[] { false, true })
            {
                Assert.Equal(
                    (source, Convert.ToHexString(KernelTrees.CompileNatively(source, symbols) ?? [])),
                    (source, Convert.ToHexString(KernelTrees.Compile(source, symbols) ?? [])));
            }
        }
    }

    [KernelTreesFact]
    public void TheOverlaysOfTheFirstBaseGiveTheBytesOfFdtoverlay() => AssertApplied("static_base_1.dts",
        [.. Directory.EnumerateFiles(Folder, "overlay_*.dts")
            .Where(
                static path =>
                    !Path.GetFileName(path).StartsWith(Bad, StringComparison.Ordinal) && Path.GetFileName(path) != "overlay_base.dts")
            .OrderBy(static path => path.Length).ThenBy(static path => path, StringComparer.Ordinal)]);

    [KernelTreesFact]
    public void TheOverlayOfTheSecondBaseGivesTheBytesOfFdtoverlay() =>
        AssertApplied("static_base_2.dts", Path.Combine(Folder, "overlay.dts"));

    [KernelTreesFact]
    public void TheOverlaysThatAreMeantToFailDoAsInFdtoverlay()
    {
        using var tool = new Tool();
        byte[] tree = KernelTrees.Compile(Path.Combine(Folder, "static_base_1.dts"), symbols: true)!;
        string basePath = tool.Write("base.dtb", tree);
        foreach (string source in Directory.EnumerateFiles(Folder, Bad + "*.dts").Order(StringComparer.Ordinal))
        {
            byte[] overlay = KernelTrees.Compile(source, symbols: true)!;
            byte[]? expected = tool.Run("fdtoverlay", "-i", basePath, "-o", "-", tool.Write("o.dtbo", overlay));
            OverlayResult result = OverlayApplication.Apply(DeviceTreeBlob.Read(tree).Document!, DeviceTreeBlob.Read(overlay).Document!);
            Assert.Equal((source, expected is null), (source, result.Document is null));
            Assert.Equal(
                result.Document is null,
                result.Diagnostics.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        }
    }

    private static void AssertApplied(string baseName, params string[] overlays)
    {
        using var tool = new Tool();
        byte[] tree = KernelTrees.Compile(Path.Combine(Folder, baseName), symbols: true)!;
        List<string> files = [];
        OverlayResult result = new(DeviceTreeBlob.Read(tree).Document!, []);
        foreach (string source in overlays)
        {
            byte[] overlay = KernelTrees.Compile(source, symbols: true)!;
            files.Add(tool.Write($"{files.Count}.dtbo", overlay));
            result = OverlayApplication.Apply(result.Document!, DeviceTreeBlob.Read(overlay).Document!);
            Assert.Equal((source, false), (source, result.Document is null));
        }

        byte[]? expected = tool.Run("fdtoverlay", ["-i", tool.Write("base.dtb", tree), "-o", "-", .. files]);
        Assert.NotNull(expected);
        OverlayGoldenTests.AssertSame(expected, result with { Diagnostics = [] });
    }
}

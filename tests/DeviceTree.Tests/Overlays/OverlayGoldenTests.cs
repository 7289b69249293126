using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Overlays;

namespace Partition.DeviceTree.Tests.Overlays;

/// <summary>Results of fdtoverlay 1.8.1, byte by byte.</summary>
public class OverlayGoldenTests
{
    private static readonly string CasesFolder = Path.Combine(AppContext.BaseDirectory, "Golden", "dtc-edge", "overlay");

    [Theory]
    [InlineData("ob", "ob+oo.result", "oo")]
    [InlineData("b1", "fdtoverlay-m2.result", "o2")]
    [InlineData("b1", "fdtoverlay-m3.result", "o2", "o2")]
    public void TheResultIsThatOfFdtoverlay(string baseName, string resultName, params string[] overlays)
    {
        OverlayResult result = new(Read(baseName), []);
        foreach (string overlay in overlays)
        {
            result = OverlayApplication.Apply(result.Document!, Read(overlay));
            Assert.Empty(result.Diagnostics);
        }

        AssertSame(File.ReadAllBytes(Path.Combine(CasesFolder, resultName + ".dtb")), result);
    }

    /// <summary>Asserts that a result has the bytes of fdtoverlay, except what that leaves behind values to align the next.</summary>
    internal static void AssertSame(byte[] expected, OverlayResult result)
    {
        Assert.Empty(result.Diagnostics.Select(static diagnostic => diagnostic.ToString()));
        DeviceTreeDocument read = DeviceTreeBlob.Read(expected).Document!;
        byte[] withZeros = DeviceTreeBlob.Write(read, new() { Strings = read.Strings });
        Assert.Equal(expected.Length, withZeros.Length);
        byte[] written = DeviceTreeBlob.Write(result.Document!, new() { Strings = result.Strings });
        Assert.Equal(Convert.ToHexStringLower(withZeros), Convert.ToHexStringLower(written));
    }

    private static DeviceTreeDocument Read(string name) =>
        DeviceTreeBlob.Read(File.ReadAllBytes(Path.Combine(CasesFolder, name + ".dtb"))).Document!;
}

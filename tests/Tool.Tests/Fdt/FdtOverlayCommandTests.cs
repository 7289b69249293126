using System.Buffers.Binary;
using Partition.DeviceTree.Blob;
using Partition.Tool.Tests.Support;

namespace Partition.Tool.Tests.Fdt;

public sealed class FdtOverlayCommandTests : IDisposable
{
    private static readonly string Cases = Path.Combine(AppContext.BaseDirectory, "Golden", "overlay");
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    public static TheoryData<string, string, string> All()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (string line in File.ReadAllLines(Path.Combine(Cases, "cases.tsv")).Where(static line => !line.StartsWith('#')))
        {
            string[] fields = line.Split('\t');
            cases.Add(fields[0], fields[1], fields[2]);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void TheResultIsThatOfFdtoverlay(string result, string baseBlob, string overlays)
    {
        string[] paths = [.. overlays.Split(' ').Select(static name => Path.Combine(Cases, name))];

        Outcome outcome = Workspace.Run(["fdtoverlay", "-i", Path.Combine(Cases, baseBlob), "-o", _work.PathOf("out.dtb"), .. paths]);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(
            Convert.ToHexStringLower(WithZerosBehindValues(File.ReadAllBytes(Path.Combine(Cases, result)))),
            Convert.ToHexStringLower(_work.Read("out.dtb")));
    }

    [Fact]
    public void WithoutSymbolsThereIsNoOutputAndAHint()
    {
        byte[] plain = Workspace.RunWithInput("/dts-v1/; / { a { }; };"u8.ToArray(), "dtc").Bytes;

        Outcome outcome = Workspace.Run(
            "fdtoverlay", "-i", _work.Write("base.dtb", plain), "-o", _work.PathOf("out.dtb"), Path.Combine(Cases, "oo.dtb"));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("(-@)", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["base.dtb"], _work.List());
    }

    [Fact]
    public void ABaseAndAnOutputAreWanted() => Assert.Equal(
        (1, "fdtoverlay: it wants a base behind -i, an output behind -o, and overlays. See 'partition fdtoverlay --help'.\n"),
        Workspace.Run("fdtoverlay", "x.dtbo") is var outcome ? (outcome.ExitCode, outcome.Error) : default);

    // libfdt leaves what was there before in the bytes that only pad a value.
    private static byte[] WithZerosBehindValues(byte[] blob)
    {
        int strings = BinaryPrimitives.ReadInt32BigEndian(blob.AsSpan(0x0c));
        int length = BinaryPrimitives.ReadInt32BigEndian(blob.AsSpan(0x20));
        return DeviceTreeBlob.Write(DeviceTreeBlob.Read(blob).Document!, new() { Strings = [.. blob.AsSpan(strings, length)] });
    }
}

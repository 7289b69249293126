using System.Buffers.Binary;
using Partition.Images.Kernels.Arm;
using Partition.Tool.Tests.Support;

namespace Partition.Tool.Tests.Commands;

public sealed class CpatchCommandTests : IDisposable
{
    private const uint MsrCpsrR0 = 0xE129F000;

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(true, "--flat")]
    [InlineData(false, "--no-patch")]
    public void TheFlatImageIsTheLibrarys(bool isPatched, params string[] options)
    {
        Outcome outcome = Workspace.Run(["cpatch", Workspace.Sample("payload.elf"), "-o", _work.PathOf("payload.bin"), .. options]);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(Flatten(Workspace.ReadSample("payload.elf"), isPatched), _work.Read("payload.bin"));
        Assert.Equal(["payload.bin"], _work.List());
    }

    [Fact]
    public void TheElfFileIsTheLibrarys()
    {
        byte[] kernel = Workspace.ReadSample("payload.elf");
        using var stream = new MemoryStream(kernel);
        using var expected = new MemoryStream();
        Assert.Empty(KernelPatcher.WriteElf(stream, KernelPatcher.Patch(stream, new KernelPatchOptions()), expected));

        Assert.Equal(0, Workspace.Run("cpatch", Workspace.Sample("payload.elf"), "--elf", "-o", _work.PathOf("patched.elf")).ExitCode);
        Assert.Equal(expected.ToArray(), _work.Read("patched.elf"));
    }

    [Fact]
    public void TheTableCountsEachKind()
    {
        Outcome outcome = Workspace.Run("cpatch", Workspace.Sample("payload.elf"), "-o", _work.PathOf("payload.bin"));

        using var kernel = new MemoryStream(Workspace.ReadSample("payload.elf"));
        KernelPatchResult result = KernelPatcher.Patch(kernel, new KernelPatchOptions());
        string[] lines = outcome.Output.TrimEnd().Split('\n');
        Assert.Equal("instruction               patched   left", lines[0]);
        Assert.Equal($"total                   {result.Patches.Length,9}      0", lines[^1]);
        Assert.Equal(
            result.Counts.Select(static count => $"{PatchNameOf(count.Key),-24}{count.Value,9}      0"),
            lines[1..^1]);
    }

    [Fact]
    public void AtTheStandardOutputTheImageStandsAlone()
    {
        Outcome outcome = Workspace.Run("cpatch", Workspace.Sample("payload.elf"), "-o", "-");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Output));
        Assert.Equal(Flatten(Workspace.ReadSample("payload.elf"), isPatched: true), outcome.Bytes);
        Assert.Contains("total", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AConditionalInstructionIsAWarningThatNamesItsPlace()
    {
        (string path, PatchedWord msr) = WriteKernelWithConditionalMsr();

        Outcome outcome = Workspace.Run("cpatch", path, "-o", _work.PathOf("kernel.bin"));

        string[] lines = outcome.Error.TrimEnd().Split('\n');
        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith($"{path}: warning HV3014: 1 sensitive instruction has no hypercall", lines[0], StringComparison.Ordinal);
        Assert.StartsWith(
            $"  {msr.Section}: note: msr, register (0x{msr.Original & 0x0FFFFFFF:x8}) at 0x{msr.Address:x8}",
            lines[1],
            StringComparison.Ordinal);
        Assert.Equal(2, lines.Length);
        Assert.Contains("msr, register                   0      1\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AConditionalInstructionIsReplacedOnRequest()
    {
        (string path, PatchedWord msr) = WriteKernelWithConditionalMsr();

        Outcome outcome = Workspace.Run("cpatch", path, "--conditional", "--elf", "-o", _work.PathOf("patched.elf"));

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("msr, register                   1      0\n", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(
            msr.Replacement & 0x0FFFFFFF,
            BinaryPrimitives.ReadUInt32LittleEndian(_work.Read("patched.elf").AsSpan((int)msr.FileOffset)));
    }

    [Fact]
    public void AKernelThatIsPatchedAlreadyIsRefusedAndTheOldOutputStays()
    {
        Workspace.Run("cpatch", Workspace.Sample("payload.elf"), "--elf", "-o", _work.PathOf("once.elf"));
        _work.Write("out.bin", "old");

        Outcome outcome = Workspace.Run("cpatch", _work.PathOf("once.elf"), "-o", _work.PathOf("out.bin"));

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith($"{_work.PathOf("once.elf")}: error HV3013: ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("old"u8.ToArray(), _work.Read("out.bin"));
    }

    [Fact]
    public void LeavesNoOutputForFilesThatAreNotKernels()
    {
        string path = _work.Write("kernel.bin", [1, 2, 3]);

        Outcome outcome = Workspace.Run("cpatch", path, "-o", _work.PathOf("out.bin"));

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith($"{path}: error HV3001: ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["kernel.bin"], _work.List());
    }

    [Theory]
    [InlineData("--flat and --elf exclude each other.", "-o", "x", "--flat", "--elf")]
    [InlineData("--elf with --no-patch would copy", "-o", "x", "--elf", "--no-patch")]
    [InlineData("--no-patch and --conditional exclude", "-o", "x", "--conditional", "--no-patch")]
    [InlineData("--conditional and --apply exclude", "-o", "x", "--conditional", "--apply", "s")]
    [InlineData("--script writes what was found, and --no-patch finds nothing", "-o", "x", "--no-patch", "--script", "s")]
    [InlineData("There is nothing to write. Name a file with -o", "--elf")]
    [InlineData("Two outputs have one name", "-o", "x", "--report", "x")]
    [InlineData("The output 's' would replace the script", "-o", "s", "--apply", "s")]
    public void ContradictoryOptionsAreAFaultOfUsage(string message, params string[] options)
    {
        Outcome outcome = Workspace.Run(["cpatch", Workspace.Sample("payload.elf"), .. options]);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TheScriptAppliedGivesThePatchedKernel()
    {
        string kernel = Workspace.Sample("payload.elf");
        Outcome written = Workspace.Run(
            "cpatch", kernel, "--elf", "-o", _work.PathOf("patched.elf"), "--script", _work.PathOf("kernel.cpatch"));
        Outcome applied = Workspace.Run(
            "cpatch", kernel, "--elf", "-o", _work.PathOf("applied.elf"), "--apply", _work.PathOf("kernel.cpatch"));

        Assert.Equal((0, ""), (written.ExitCode, written.Error));
        Assert.Equal(written, applied with { Bytes = written.Bytes });
        Assert.Equal(_work.Read("patched.elf"), _work.Read("applied.elf"));
        Assert.StartsWith("section,.text\n\twrite32,0x", File.ReadAllText(_work.PathOf("kernel.cpatch")), StringComparison.Ordinal);
    }

    [Fact]
    public void AScriptOrAReportCanBeAllThatIsWritten()
    {
        Outcome script = Workspace.Run("cpatch", Workspace.Sample("payload.elf"), "--script", "-");
        Assert.StartsWith("section,", System.Text.Encoding.ASCII.GetString(script.Bytes), StringComparison.Ordinal);
        Assert.Equal("", script.Output);
        Assert.Contains("total", script.Error, StringComparison.Ordinal);

        Assert.Equal(0, Workspace.Run("cpatch", Workspace.Sample("payload.elf"), "--report", _work.PathOf("patch.json")).ExitCode);
        using var report = System.Text.Json.JsonDocument.Parse(_work.Read("patch.json"));
        using var kernel = new MemoryStream(Workspace.ReadSample("payload.elf"));
        Assert.Equal(
            KernelPatcher.Patch(kernel, new KernelPatchOptions()).Patches.Length, report.RootElement.GetProperty("patched").GetInt32());
        Assert.Equal(["patch.json"], _work.List());
    }

    [Fact]
    public void AFaultOfAScriptIsReportedWithItsLineAndNothingIsWritten()
    {
        string script = _work.Write("kernel.cpatch", "section,.text\n\n\twrite32,0x1,0x2\n");

        Outcome outcome = Workspace.Run("cpatch", Workspace.Sample("payload.elf"), "--apply", script, "-o", _work.PathOf("out.bin"));

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith($"{script}(3): error HV3035: ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["kernel.cpatch"], _work.List());
    }

    [Fact]
    public void EveryKindHasItsOwnName()
    {
        InstructionClass[] kinds = Enum.GetValues<InstructionClass>();
        Assert.Equal(kinds.Length, kinds.Select(PatchNameOf).Distinct().Count());
    }

    // Its first 'msr' becomes 'msreq', for which the usual recipe has no hypercall.
    private (string Path, PatchedWord Msr) WriteKernelWithConditionalMsr()
    {
        byte[] kernel = Workspace.ReadSample("payload.elf");
        using var stream = new MemoryStream(kernel);
        PatchedWord msr = KernelPatcher.Patch(stream, new KernelPatchOptions()).Patches.First(p => p.Class == InstructionClass.MsrRegister);
        Assert.Equal(MsrCpsrR0 >> 28, msr.Original >> 28);
        BinaryPrimitives.WriteUInt32LittleEndian(kernel.AsSpan((int)msr.FileOffset), msr.Original & 0x0FFFFFFF);
        return (_work.Write("kernel.elf", kernel), msr);
    }

    private static string PatchNameOf(InstructionClass kind) => Tool.Commands.PatchSummary.NameOf(kind);

    private static byte[] Flatten(byte[] kernel, bool isPatched)
    {
        using var stream = new MemoryStream(kernel);
        using var output = new MemoryStream();
        KernelPatchResult patches = KernelPatcher.Patch(stream, new KernelPatchOptions { Patch = isPatched });
        Assert.Empty(FlatImage.Write(stream, patches, output));
        return output.ToArray();
    }
}

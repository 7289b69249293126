using System.Buffers.Binary;
using Partition.Images;

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
            $"  {msr.Section}: note: msr, register (0x{msr.Original & 0x0FFFFFFF:x8}) at 0x{msr.Address:x8}", lines[1], StringComparison.Ordinal);
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
    public void WhatIsNoKernelLeavesNoOutput()
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
    [InlineData("--conditional and --no-patch exclude", "-o", "x", "--conditional", "--no-patch")]
    [InlineData("'--output' is required", "--elf")]
    public void ContradictoryOptionsAreAFaultOfUsage(string message, params string[] options)
    {
        Outcome outcome = Workspace.Run(["cpatch", Workspace.Sample("payload.elf"), .. options]);

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
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

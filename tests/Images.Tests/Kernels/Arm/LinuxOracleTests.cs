using System.Globalization;
using System.Text.RegularExpressions;
using Partition.Diagnostics;
using Partition.Images.Kernels.Arm;
using Partition.Images.Kernels.Arm.Lint;
using Partition.Images.Kernels.Arm.Reports;
using Partition.Images.Kernels.Arm.Scripts;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Kernels.Arm;

/// <summary>What binutils says about a real Linux for 32-bit ARM.</summary>
public partial class LinuxOracleTests
{
    [OracleKernelFact]
    public void EveryWordAndItsClassAreThoseThatTheDisassemblerNames()
    {
        KernelPatchResult result = Patch();
        string[] expected = [.. Disassemble()
            .Select(static i => (i, Class: Classify(i.Text)))
            .Where(static p => p.Class != InstructionClass.None)
            .Select(static p => $"{p.i.Section} {p.i.Address:x8} {p.i.Word:x8} {p.Class}")
            .Order(StringComparer.Ordinal)];
        string[] actual = [.. result.Patches
            .Select(static p => $"{p.Section} {p.Address:x8} {p.Original:x8} {p.Class}")
            .Order(StringComparer.Ordinal)];
        Assert.Equal(expected, actual);
        Assert.True(actual.Length > 2000, $"{actual.Length}");
        Assert.Empty(result.LeftBehind);
        Assert.Empty(result.Diagnostics);
    }

    [OracleKernelFact]
    public void NoOtherByteDiffers()
    {
        byte[] elf = File.ReadAllBytes(OracleKernelFactAttribute.Kernel);
        KernelPatchResult result = Patch();
        byte[] patched = WriteElf(elf, result);
        Assert.Equal(elf.Length, patched.Length);
        foreach (PatchedWord word in result.Patches)
        {
            Assert.Equal(word.Original, BitConverter.ToUInt32(elf, (int)word.FileOffset));
            Assert.Equal(word.Replacement, BitConverter.ToUInt32(patched, (int)word.FileOffset));
            elf.AsSpan((int)word.FileOffset, 4).CopyTo(patched.AsSpan((int)word.FileOffset));
        }

        Assert.True(elf.AsSpan().SequenceEqual(patched));
    }

    [OracleKernelFact]
    public void TheFlatFilesAreObjcopys()
    {
        using var folder = new TemporaryFolder();
        byte[] elf = File.ReadAllBytes(OracleKernelFactAttribute.Kernel);
        KernelPatchResult result = Patch();
        foreach ((byte[] bytes, KernelPatchResult? patches) in new[] { (elf, null), (WriteElf(elf, result), result) })
        {
            folder.Write("in.elf", bytes);
            Tool.Run(TestKernels.Objcopy, folder.Folder, "-O", "binary", "in.elf", "out.bin").Succeeded();
            var flat = new MemoryStream();
            Assert.Empty(FlatImage.Write(new MemoryStream(elf), patches, flat));
            Assert.True(
                File.ReadAllBytes(folder.File("out.bin")).AsSpan().SequenceEqual(flat.ToArray()),
                patches is null ? "as it is" : "patched");
        }
    }

    [OracleKernelFact]
    public void AScriptSaysTheSame()
    {
        byte[] elf = File.ReadAllBytes(OracleKernelFactAttribute.Kernel);
        KernelPatchResult result = Patch();
        var script = new MemoryStream();
        Assert.Empty(PatchScript.Write(new MemoryStream(elf), result, script));
        script.Position = 0;
        Assert.Equal(result.Patches.AsEnumerable(), PatchScript.Apply(new MemoryStream(elf), script).Patches);
    }

    [OracleKernelFact]
    public void ReportsTheNeedsOfAnUnchangedLinux()
    {
        using FileStream elf = File.OpenRead(OracleKernelFactAttribute.Kernel);
        Diagnostic warning = Assert.Single(KernelLint.Check(elf, new KernelLintOptions { IsArmV7 = true }));
        Assert.Equal("HV3041", warning.Code);
        Assert.Empty(KernelLint.CheckLoadAddress(elf, 0x60000000, 96 << 20));
    }

    [OracleKernelFact]
    public void TheReportNamesFunctions()
    {
        KernelPatchReport report = KernelPatchReport.Of(Patch());
        Assert.Equal(report.Total.Patched, report.Symbols.Sum(static s => s.Classes.Values.Sum(static c => c.Patched)));
        Assert.Contains(
            report.Symbols,
            static s => s.Symbol.EndsWith("_do_idle", StringComparison.Ordinal) && s.Classes.ContainsKey(InstructionClass.Wfi));
        Assert.DoesNotContain(report.Symbols, static s => s.Symbol.Length == 0);
    }

    private static KernelPatchResult Patch()
    {
        using FileStream elf = File.OpenRead(OracleKernelFactAttribute.Kernel);
        return KernelPatcher.Patch(elf, new KernelPatchOptions());
    }

    private static byte[] WriteElf(byte[] elf, KernelPatchResult patches)
    {
        var output = new MemoryStream();
        Assert.Empty(KernelPatcher.WriteElf(new MemoryStream(elf), patches, output));
        return output.ToArray();
    }

    // The table of the usual recipe in the words of the disassembler: some mnemonics with every condition, others without any.
    private static InstructionClass Classify(string text)
    {
        string[] parts = text.Split('\t', 2);
        string mnemonic = parts[0];
        string operands = parts.Length > 1 ? parts[1] : "";
        if (AnyCondition().Match(mnemonic) is { Success: true } match)
        {
            return match.Groups[1].Value switch
            {
                "svc" => InstructionClass.Svc,
                "wfi" => InstructionClass.Wfi,
                "wfe" => InstructionClass.Wfe,
                "yield" => InstructionClass.Yield,
                "smc" => InstructionClass.Smc,
                _ => InstructionClass.Sev,
            };
        }

        return mnemonic switch
        {
            "cps" or "cpsie" or "cpsid" => InstructionClass.Cps,
            "rfeia" or "rfeib" or "rfeda" or "rfedb" => InstructionClass.Rfe,
            "srsia" or "srsib" or "srsda" or "srsdb" => InstructionClass.Srs,
            "mrs" => InstructionClass.Mrs,
            "msr" => operands.Contains('#', StringComparison.Ordinal) || Literal().IsMatch(operands)
                ? InstructionClass.MsrImmediate
                : InstructionClass.MsrRegister,
            "ldm" or "ldmia" or "ldmib" or "ldmda" or "ldmdb" or "ldmfd" when operands.EndsWith('^') => InstructionClass.LdmUser,
            "stm" or "stmia" or "stmib" or "stmda" or "stmdb" when operands.EndsWith('^') => InstructionClass.StmUser,
            "movs" or "mvns" or "adds" or "adcs" or "subs" or "sbcs" or "rsbs" or "rscs" or "ands" or "eors" or "orrs" or "bics"
                when operands.StartsWith("pc, ", StringComparison.Ordinal) =>
                operands.Contains('#', StringComparison.Ordinal) ? InstructionClass.ReturnImmediate : InstructionClass.ReturnRegister,
            _ => InstructionClass.None,
        };
    }

    private static List<(string Section, uint Address, uint Word, string Text)> Disassemble()
    {
        var instructions = new List<(string, uint, uint, string)>();
        string section = "";
        string folder = Path.GetDirectoryName(OracleKernelFactAttribute.Kernel)!;
        foreach (string line in Tool.Run(TestKernels.Objdump, folder, "-d", "-z", "vmlinux").Succeeded().Text.Split('\n'))
        {
            if (line.StartsWith("Disassembly of section ", StringComparison.Ordinal))
            {
                section = line["Disassembly of section ".Length..].TrimEnd(':');
            }
            else if (CodeLine().Match(line) is { Success: true } code && !section.Contains(".notes", StringComparison.Ordinal))
            {
                instructions.Add((section, Hex(code.Groups[1].Value), Hex(code.Groups[2].Value), code.Groups[3].Value));
            }
        }

        return instructions;
    }

    private static uint Hex(string text) => uint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^ *([0-9a-f]+):\t([0-9a-f]{8}) *\t(.*?)(?:\s*[@;].*)?$")]
    private static partial Regex CodeLine();

    [GeneratedRegex("^(svc|wfi|wfe|yield|sevl?|smc)(?:eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)?$")]
    private static partial Regex AnyCondition();

    [GeneratedRegex("^[^,]+, *[0-9]+")]
    private static partial Regex Literal();
}

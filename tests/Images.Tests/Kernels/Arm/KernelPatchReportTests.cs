using System.Text;
using Partition.Images.Kernels.Arm;
using Partition.Images.Kernels.Arm.Reports;
using Partition.Images.Kernels.Arm.Scripts;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Kernels.Arm;

public class KernelPatchReportTests
{
    private const uint Mrs = 0xE10F0000;
    private const uint ConditionalMrs = 0x110F0000;
    private const uint Wfi = 0xE320F003;

    [Fact]
    public void WordsAreCountedByClassBySectionAndBySymbol()
    {
        KernelPatchReport report = KernelPatchReport.Of(Patch());
        Assert.Equal(new PatchCount(4, 1), report.Total);
        Assert.Equal([new(InstructionClass.Wfi, new(1, 0)), new(InstructionClass.Mrs, new(3, 1))], report.Classes);
        Assert.Equal([(".text", 0x8000u, 3), (".text", 0x9000u, 2)], report.Sections.Select(p => (p.Section, p.Address, Sum(p))));
        Assert.Equal(
            [(".text", "", 0x8000u, 1), (".text", "first", 0x8004u, 1), (".text", "second", 0x8008u, 1), (".text", "third", 0x9000u, 2)],
            report.Symbols.Select(p => (p.Section, p.Symbol, p.Address, Sum(p))));
        Assert.Equal(0x9004u, Assert.Single(report.LeftBehind).Address);
    }

    [Fact]
    public void TheReportIsWrittenAsJson()
    {
        var kernel = new ElfBuilder();
        int text = kernel.AddCode(".text", 0x8000, Mrs, ConditionalMrs);
        kernel.Mark("start", 0x8000, text, info: 2);
        Assert.Equal("""
            {
              "patched": 1,
              "left": 1,
              "classes": {
                "mrs": {
                  "patched": 1,
                  "left": 1
                }
              },
              "sections": [
                {
                  "section": ".text",
                  "patched": 1,
                  "left": 1,
                  "classes": {
                    "mrs": {
                      "patched": 1,
                      "left": 1
                    }
                  }
                }
              ],
              "symbols": [
                {
                  "symbol": "start",
                  "section": ".text",
                  "address": "0x00008000",
                  "patched": 1,
                  "left": 1,
                  "classes": {
                    "mrs": {
                      "patched": 1,
                      "left": 1
                    }
                  }
                }
              ],
              "leftBehind": [
                {
                  "section": ".text",
                  "address": "0x00008004",
                  "word": "0x110f0000",
                  "class": "mrs",
                  "symbol": "start\u002B0x4"
                }
              ]
            }

            """,
            Write(KernelPatcher.Patch(new MemoryStream(kernel.Build()), new KernelPatchOptions())),
            ignoreLineEndingDifferences: false);
    }

    [Fact]
    public void AKernelThatIsNotPatchedHasZeros()
    {
        KernelPatchReport report = KernelPatchReport.Of(new KernelPatchResult());
        Assert.Equal(default, report.Total);
        Assert.StartsWith(
            "{\n  \"patched\": 0,\n  \"left\": 0,\n  \"classes\": {},",
            Write(new KernelPatchResult()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void AnAppliedScriptIsCountedToo()
    {
        byte[] elf = Kernel().Build();
        KernelPatchResult result = PatchScript.Apply(new MemoryStream(elf), new MemoryStream("section,.text\nwrite32,8004,0"u8.ToArray()));
        PatchedPlace place = Assert.Single(KernelPatchReport.Of(result).Symbols);
        Assert.Equal(("first", 1), (place.Symbol, Sum(place)));
    }

    private static int Sum(PatchedPlace place) => place.Classes.Values.Sum(c => c.Patched + c.Left);

    // Two sections of one name, of which the first begins without a symbol.
    private static ElfBuilder Kernel()
    {
        var kernel = new ElfBuilder();
        int text = kernel.AddCode(".text", 0x8000, Mrs, Mrs, Wfi);
        kernel.Mark("second", 0x8008, text, info: 2);
        kernel.Mark("first", 0x8004, text, info: 2);
        int other = kernel.AddCode(".text", 0x9000, Mrs, ConditionalMrs);
        kernel.Mark("third", 0x9000, other, info: 2);
        return kernel;
    }

    private static KernelPatchResult Patch() => KernelPatcher.Patch(new MemoryStream(Kernel().Build()), new KernelPatchOptions());

    private static string Write(KernelPatchResult result)
    {
        var output = new ForwardStream();
        KernelPatchReport.Of(result).WriteJson(output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}

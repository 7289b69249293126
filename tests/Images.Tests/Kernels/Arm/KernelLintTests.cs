using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Images.Kernels.Arm.Lint;
using Partition.Images.Tests.Diagnostics;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Kernels.Arm;

public class KernelLintTests
{
    private const uint Nop = 0xE1A00000;
    private const uint Bx = 0xE12FFF1E;

    [Theory]
    [InlineData(true, 0xE3A03000u, 0xE1A00000u, 0xE34F3F80u)] // mov r3, #0; nop; movt r3, #0xff80
    [InlineData(true, 0xE3003000u, 0xE34F3F80u)]              // movw r3, #0; movt r3, #0xff80
    [InlineData(true, 0xE3710502u)]                           // cmn r1, #0x800000
    [InlineData(true, 0xE59F3000u, Bx, 0xFF800000u)]          // ldr r3, [pc]; bx lr; .word 0xff800000
    [InlineData(false, 0xE3A034FFu)]                          // mov r3, #0xff000000
    [InlineData(false, 0xE3710401u)]                          // cmn r1, #0x1000000
    [InlineData(false, 0xE3A03001u, 0xE34F3F80u)]             // 0xff800001
    [InlineData(false, 0xE34F3F80u)]                          // movt of a register whose lower half is not known
    [InlineData(false, 0xE3A02000u, 0xE34F3F80u)]             // two registers
    public void TheEndOfTheVmallocAreaIsSeenInTheCode(bool isInHypervisor, params uint[] code)
    {
        ElfBuilder kernel = Provocations.Linux(new ElfBuilder(), [.. code, Nop]);
        Assert.Equal(isInHypervisor ? ["HV3041"] : [], Lint(kernel).Select(d => d.Code));
    }

    [Fact]
    public void OnlyLinuxIsLookedInto()
    {
        var kernel = new ElfBuilder();
        int text = kernel.AddCode(".text", 0x8000, 0xE3A03000, 0xE34F3F80);
        kernel.Mark("vmalloc", 0x8000, text, info: 2, length: 8);
        Provocations.WithConfiguration(kernel, "CONFIG_ARM_LPAE=y\n");
        Assert.Empty(Lint(kernel));
    }

    [Fact]
    public void AHypervisorThatIsElsewhereIsInNobodysWay()
    {
        ElfBuilder kernel = Provocations.Linux(new ElfBuilder(), 0xE3710502);
        Assert.Empty(Lint(kernel, new KernelLintOptions { HypervisorStart = 0xFF800000 }));
    }

    [Theory]
    [InlineData("CONFIG_CPU_V7=y\n# CONFIG_ARM_LPAE is not set\n")]
    [InlineData("CONFIG_CPU_V7=y\nCONFIG_ARM_LPAE=y\n", "CONFIG_ARM_LPAE=y")]
    [InlineData("CONFIG_CPU_V6=y\n", "CONFIG_CPU_V7 is not set")]
    [InlineData("no configuration at all")]
    public void TheConfigurationInsideIsChecked(string configuration, params string[] findings)
    {
        ElfBuilder kernel = Provocations.WithConfiguration(Provocations.Linux(new ElfBuilder(), Nop), configuration);
        ImmutableArray<Diagnostic> diagnostics = Lint(kernel, new KernelLintOptions { IsArmV7 = true });
        Assert.Equal(findings.Length, diagnostics.Length);
        Assert.All(diagnostics.Zip(findings), pair => Assert.Contains(pair.Second, pair.First.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void TheConfigurationBesideAKernelCountsWhereItCarriesNone()
    {
        var options = new KernelLintOptions { IsArmV7 = true, Configuration = "CONFIG_CPU_V7=y\nCONFIG_ARM_LPAE=y\n" };
        ElfBuilder kernel = Provocations.Linux(new ElfBuilder(), Nop);
        Assert.Equal("HV3043", Assert.Single(Lint(kernel, options)).Code);
        Assert.Empty(Lint(Provocations.WithConfiguration(kernel, "CONFIG_CPU_V7=y\n"), options));
        Assert.Empty(Lint(kernel, options with { Configuration = "no configuration" }));
    }

    [Fact]
    public void ADamagedConfigurationSaysNothing()
    {
        ElfBuilder kernel = Provocations.Linux(new ElfBuilder(), Nop);
        kernel.Add(".rodata.config", 0xA000, [.. "IKCFG_ST"u8, 0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6, 0xFF, 0xFF, 0xFF], flags: 2);
        Assert.Empty(Lint(kernel, new KernelLintOptions { IsArmV7 = true }));
    }

    [Theory]
    [InlineData("CONFIG_PHYS_OFFSET=0x60000000\n", false)]
    [InlineData("CONFIG_PHYS_OFFSET=0x80000000\n", true)]
    [InlineData("CONFIG_PHYS_OFFSET=0x80000000\nCONFIG_ARM_PATCH_PHYS_VIRT=y\n", false)]
    [InlineData("CONFIG_MMU=y\n", false)]
    public void ALinuxWithoutAChoiceSaysWhereItsMemoryIs(string configuration, bool isOutside)
    {
        byte[] elf = Provocations.WithConfiguration(Provocations.Linux(new ElfBuilder(), Nop), configuration).Build();
        Assert.Equal(isOutside ? ["HV3044"] : [], CheckLoadAddress(elf).Select(d => d.Code));
    }

    [Theory]
    [InlineData(0xC0008000u, 0x60008000u, "")]
    [InlineData(0xC0008000u, 0xC0008000u, "")] // only virtual addresses are known
    [InlineData(0xC0008000u, 0u, "")]
    [InlineData(0xC0008000u, 0x5FFF8000u, "0x5fff8000")]
    [InlineData(0xC0008000u, 0x60FFFFFEu, "0x61000005")]
    public void AnotherKernelSaysItByItsSegments(uint virtualAddress, uint physicalAddress, string expected)
    {
        var kernel = new ElfBuilder();
        int text = kernel.AddCode(".text", virtualAddress, Nop, Nop);
        kernel.Load(text, text, virtualAddress, physicalAddress);
        ImmutableArray<Diagnostic> diagnostics = CheckLoadAddress(kernel.Build());
        Assert.Equal(expected.Length == 0 ? 0 : 1, diagnostics.Length);
        Assert.All(diagnostics, d => Assert.Contains(expected, d.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void LeavesFilesThatAreNotKernelsToThePatcher()
    {
        Assert.Empty(KernelLint.Check(new MemoryStream([1, 2, 3]), new KernelLintOptions()));
        Assert.Empty(CheckLoadAddress([1, 2, 3]));
    }

    [ToolTheory(TestKernels.Gcc)]
    [InlineData("-march=armv7-a", "0xff800000UL", true)]
    [InlineData("-march=armv7-a", "0xff000000UL", false)]
    [InlineData("-march=armv6", "0xff800000UL", true)]
    [InlineData("-march=armv6", "0xff000000UL", false)]
    [InlineData("-march=armv5te", "0xff800000UL", true)]
    [InlineData("-march=armv5te", "0xff000000UL", false)]
    public void TheEndIsFoundInCompiledCode(string architecture, string end, bool isInHypervisor)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("kernel.c"), $$"""
            const char linux_banner[] = "Linux";
            unsigned long high_memory;
            extern void *range(unsigned long, unsigned long, unsigned long);
            void *vmalloc(unsigned long size) { return range(size, (high_memory + 0x800000) & ~0x7fffffUL, {{end}}); }
            int is_vmalloc_addr(unsigned long a) { return a >= high_memory && a < {{end}}; }
            __attribute__((noinline)) void *range(unsigned long a, unsigned long b, unsigned long c) { return (void *)(a + b + c); }
            """);
        Tool.Run(TestKernels.Gcc, folder.Folder,
            [
                "-O2", "-marm", "-msoft-float", architecture, "-nostdlib", "-static", "-ffreestanding", "-Wl,-e,vmalloc", "-o",
                "kernel.elf", "kernel.c",
            ]).Succeeded();
        using FileStream elf = File.OpenRead(folder.File("kernel.elf"));
        Assert.Equal(isInHypervisor ? ["HV3041"] : [], KernelLint.Check(elf, new KernelLintOptions()).Select(d => d.Code));
    }

    private static ImmutableArray<Diagnostic> Lint(ElfBuilder kernel, KernelLintOptions? options = null) =>
        KernelLint.Check(new MemoryStream(kernel.Build()), options ?? new KernelLintOptions());

    private static ImmutableArray<Diagnostic> CheckLoadAddress(byte[] elf) =>
        KernelLint.CheckLoadAddress(new MemoryStream(elf), 0x60000000, 16 << 20);
}

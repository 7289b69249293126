using Partition.Building.Kernels;
using Partition.Building.Tests.Guests;

namespace Partition.Building.Tests.Kernels;

public class KernelIdentityTests
{
    public static TheoryData<string, byte[], object, bool> Kernels => new()
    {
        { "zImage", KernelBytes.ZImage, MachineArchitecture.Arm, true },
        { "Image of arm64", KernelBytes.Arm64Image, MachineArchitecture.Arm64, true },
        { "Image.gz of arm64", KernelBytes.Gzip(KernelBytes.Arm64Image), MachineArchitecture.Arm64, true },
        { "Image of arm64 that is not Linux", KernelBytes.Arm64Image[..0x800], MachineArchitecture.Arm64, false },
        { "bzImage of x86-64", KernelBytes.BzImage64, MachineArchitecture.X64, true },
        { "bzImage of x86", KernelBytes.BzImage32, MachineArchitecture.X86, true },
        { "Image of RISC-V", KernelBytes.RiscVImage, MachineArchitecture.RiscV, true },
        { "vmlinuz.efi", KernelBytes.PackedArm64, MachineArchitecture.Arm64, true },
        { "uImage of arm", KernelBytes.UImage(2), MachineArchitecture.Arm, true },
        { "uImage of arm64", KernelBytes.UImage(22), MachineArchitecture.Arm64, true },
        { "uImage that is not Linux", KernelBytes.UImage(2, system: 17), MachineArchitecture.Arm, false },
        { "vmlinux of arm", KernelBytes.WithBanner(KernelBytes.Elf(40, is64Bit: false)), MachineArchitecture.Arm, true },
        { "vmlinux of arm64", KernelBytes.WithBanner(KernelBytes.Elf(183, is64Bit: true)), MachineArchitecture.Arm64, true },
        { "ELF of x86-64 that is not Linux", KernelBytes.Elf(62, is64Bit: true), MachineArchitecture.X64, false },
        { "banner across two blocks", KernelBytes.WithBanner(new byte[16], (1 << 20) - 5), MachineArchitecture.Unknown, true },
        { "raw bytes", new byte[100], MachineArchitecture.Unknown, false },
        { "nothing", [], MachineArchitecture.Unknown, false },
        { "damaged gzip", [0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9], MachineArchitecture.Unknown, false },
        { "head of a uImage", KernelBytes.UImage(2)[..20], MachineArchitecture.Unknown, false },
    };

    [Theory]
    [MemberData(nameof(Kernels))]
    public void TellsArchitectureAndLinuxByTheFile(string name, byte[] kernel, object architecture, bool isLinux)
    {
        Assert.NotEmpty(name);
        KernelIdentity identity = KernelIdentity.Of(new MemoryStream(kernel), CancellationToken.None);
        Assert.Equal(new KernelIdentity((MachineArchitecture)architecture, isLinux), identity);
    }

    [Fact]
    public void ReadsAnyCutOrFlippedHead()
    {
        byte[][] kernels =
        [
            KernelBytes.ZImage, KernelBytes.BzImage64, KernelBytes.PackedArm64, KernelBytes.Elf(183, is64Bit: true, "/lib/ld.so"),
            KernelBytes.Elf(40, is64Bit: false, "/lib/ld.so"),
        ];
        foreach (byte[] kernel in kernels)
        {
            for (int i = 0; i < 0x240; i++)
            {
                byte[] flipped = [.. kernel];
                flipped[i] ^= 0xFF;
                _ = KernelIdentity.Of(new MemoryStream(flipped), CancellationToken.None);
                _ = KernelIdentity.Of(new MemoryStream(kernel[..i]), CancellationToken.None);
                _ = ElfHead.TryRead(flipped, out ElfHead elf) ? elf.Interpreter : null;
                _ = ElfHead.TryRead(kernel.AsSpan(0, i), out elf) ? elf.Interpreter : null;
            }
        }
    }

    [Theory]
    [InlineData(40, false)]
    [InlineData(183, true)]
    public void FindsTheLoaderOfAProgram(int machine, bool is64Bit)
    {
        Assert.True(ElfHead.TryRead(KernelBytes.Elf(machine, is64Bit, "/lib/ld-linux.so.3"), out ElfHead elf));
        Assert.Equal("/lib/ld-linux.so.3", elf.Interpreter);
        Assert.True(ElfHead.TryRead(KernelBytes.Elf(machine, is64Bit), out elf));
        Assert.Null(elf.Interpreter);
    }
}

using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Kernels.Arm;

/// <summary>A test on a real Linux, with binutils; see <see cref="MissingTools"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OracleKernelFactAttribute : FactAttribute
{
    public static readonly string Kernel = Repository.Folder("artifacts/oracle-kernel/vmlinux");

    public OracleKernelFactAttribute()
    {
        bool isReady = File.Exists(Kernel) && Tool.Find(TestKernels.Objdump) is not null && Tool.Find(TestKernels.Objcopy) is not null;
        Skip = MissingTools.FindReasonToSkip(isReady, "Needs the binutils for ARM and the kernel that eng/build-oracle-kernel.sh builds.");
    }
}

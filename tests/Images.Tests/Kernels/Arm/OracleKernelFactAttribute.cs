using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Kernels.Arm;

/// <summary>A test on a real Linux. Without it, or without binutils, it is skipped; on a build server it fails instead.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OracleKernelFactAttribute : FactAttribute
{
    public static readonly string Kernel = Repository.Folder("artifacts/oracle-kernel/vmlinux");

    public OracleKernelFactAttribute()
    {
        bool isReady = File.Exists(Kernel) && Tool.Find(TestKernels.Objdump) is not null && Tool.Find(TestKernels.Objcopy) is not null;
        if (!isReady && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Skip = "Needs the binutils for ARM and the kernel that eng/build-oracle-kernel.sh builds.";
        }
    }
}

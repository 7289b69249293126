namespace Partition.Sdk.Tests;

/// <summary>
/// What a project for Xvisor has of its own: how kernels and firmware are prepared, and texts that take the place of the made ones.
/// </summary>
public sealed class XvisorProjectTests
{
    [Fact]
    public void AFirmwareThatIsAnElfFileIsPatchedAndAFlatOneIsTakenAsItIs()
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest.Replace(
            "Firmware=\"none\"",
            "Firmware=\"firmware.elf\"",
            StringComparison.Ordinal));
        project.Write("firmware.elf", TestBoard.Kernel);
        Assert.Empty(project.Build().Errors);
        byte[] patched = File.ReadAllBytes(project["bin/Debug/guests/guest0/firmware.bin"]);
        Assert.Equal(File.ReadAllBytes(project["bin/Debug/guests/guest0/Image"]), patched);

        project.Write("firmware.elf", patched);
        project.Touch("firmware.elf");
        Assert.Empty(project.Build().Errors);
        Assert.Equal(patched, File.ReadAllBytes(project["bin/Debug/guests/guest0/firmware.bin"]));
    }

    [Fact]
    public void KernelsRunAsTheyAreOnAProcessorWithVirtualization()
    {
        using TestProject project = GuestProject.Create();
        Assert.Empty(project.Build().Errors);
        byte[] patched = File.ReadAllBytes(project["bin/Debug/guests/guest0/Image"]);

        Assert.Empty(project.Build(("Hypervisor", "None")).Errors);
        byte[] plain = File.ReadAllBytes(project["bin/Debug/guests/guest0/Image"]);
        Assert.NotEqual(patched, plain);

        using TestProject other = GuestProject.Create(
            """<Guest Include="guest0" Memory="64M" Devices="rtc" Kernel="kernel.elf" Firmware="none" />""",
            "<HostDeviceTree>virt.dts</HostDeviceTree>");
        other.Write("virt.dts", File.ReadAllText(Path.Combine(Repository.Root, "samples", "qemu-virt-xen", "board", "virt.dts")));
        Assert.Empty(other.Build().Errors);
        Assert.Equal(plain, File.ReadAllBytes(other["bin/Debug/guests/guest0/Image"]));
    }

    [Fact]
    public void AScriptOfTheProjectIsToldAtItsLine()
    {
        using TestProject project = GuestProject.Create(
            GuestProject.Guest + """<DiskFile Include="my.xscript" TargetPath="/boot.xscript" />""");
        project.Write("my.xscript", "guest list\nguest kick guest0");
        Assert.Contains(
            project.Build().Errors,
            static error =>
                error.StartsWith("my.xscript(2,", StringComparison.Ordinal) && error.Contains("HV5042", StringComparison.Ordinal));
    }

    [Fact]
    public void AConfigTreeOfTheProjectIsToldAtItsLine()
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest.Replace(
            "Firmware=",
            "ConfigTree=\"own.dts\" Firmware=",
            StringComparison.Ordinal));
        project.Write("own.dts", """
            /dts-v1/;
            / { device_type = "guest";
              vcpu_template { device_type = "vcpu"; compatible = "armv7a,cortex-a9"; start_pc = <0x40000000>; };
              aspace { guest_irq_count = <2048>;
                uart0 { manifest_type = "virtual"; address_type = "memory"; guest_physical_addr = <0x10009000>; physical_size = <0x1000>;
                  device_type = "serial"; interrupts = <37>; fifo_size = <16>;
                  compatible = "arm,pl011"; };
              };
            };
            """);
        Assert.Contains(
            project.Build().Errors,
            static error => error.StartsWith("own.dts(7,", StringComparison.Ordinal) && error.Contains("HV5056", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatCannotCarryOverIsToldWhereTheProjectSaysIt()
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest.Replace(
            "Memory=",
            "Priority=\"5\" Memory=",
            StringComparison.Ordinal));
        Assert.Empty(project.Build().Errors);
        BuildOutcome outcome = project.Build(("Hypervisor", "None"));
        Assert.Contains(
            outcome.Errors.Concat(outcome.Warnings),
            found => found.StartsWith("board.partproj(", StringComparison.Ordinal)
                && found.Contains("HV5002: Priority of guest 'guest0'", StringComparison.Ordinal));
    }
}

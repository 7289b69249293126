namespace Partition.Building.Tests.Guests;

/// <summary>The example on the page of each of these codes gives its message.</summary>
public class GuestBootPagesTests
{
    private static readonly byte[] s_program = KernelBytes.Elf(40, is64Bit: false);

    [Theory]
    [InlineData("HV0040")]
    [InlineData("HV0041")]
    [InlineData("HV0042")]
    [InlineData("HV0043")]
    [InlineData("HV0044")]
    [InlineData("HV0045")]
    [InlineData("HV0046")]
    [InlineData("HV0047")]
    [InlineData("HV0049")]
    public void TheExampleGivesTheMessageOfItsPage(string code)
    {
        using GuestBuild guest = ExampleOf(code);
        string message = Assert.Single(guest.Build()).Replace($"'{Path.Join("src", "init")}'", "'rootfs/init'", StringComparison.Ordinal);
        Assert.Contains($" {code}: ", message, StringComparison.Ordinal);
        Assert.Contains($"```\n{message}\n```\n", Repository.File($"docs/diagnostics/{code}.md"), StringComparison.Ordinal);
    }

    private static GuestBuild ExampleOf(string code) => code switch
    {
        "HV0040" => new GuestBuild().Add("/init", s_program).Add("/data", new byte[3 << 20]).With("Memory", "3M"),
        "HV0041" => new GuestBuild().Add("/bin/sh", s_program),
        "HV0042" => new GuestBuild().Add("/init", "#!/bin/sh\r\n").Add("/bin/sh", s_program),
        "HV0043" => new GuestBuild().Add("/init", "#!/bin/sh\n").Add("/bin/busybox", s_program),
        "HV0044" => new GuestBuild().Add("/init", "#!/bin/busybox sh\n").Add("/bin/busybox", KernelBytes.Elf(62, is64Bit: true)),
        "HV0045" => new GuestBuild { Kernel = KernelBytes.Arm64Image },
        "HV0046" => new GuestBuild().With("KernelArguments", "console=ttyS0,115200"),
        "HV0049" => new GuestBuild { Kernel = "# How to build the kernel\n"u8.ToArray() },
        _ => new GuestBuild { Tree = GuestBoards.Bare("arm,cortex-a15", "") },
    };
}

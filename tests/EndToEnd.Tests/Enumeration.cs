using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;

namespace Partition.EndToEnd.Tests;

/// <summary>What Linux lists of the machine that it was booted on, with the plan and the slice that it was booted with.</summary>
internal sealed partial class Enumeration
{
    private const string Init = """
        #!/bin/sh
        b=/bin/busybox
        $b mkdir -p /proc /sys
        $b mount -t proc proc /proc
        $b mount -t sysfs sysfs /sys
        echo "@nodes"; cd /sys/firmware/devicetree/base; $b find . -type d
        echo "@iomem"; $b cat /proc/iomem
        echo "@interrupts"; $b cat /proc/interrupts
        echo "@platform"; $b ls -1 /sys/bus/platform/devices
        echo "@amba"; $b ls -1 /sys/bus/amba/devices
        echo "@end"
        while true; do $b sleep 60; done

        """;

    private readonly Dictionary<string, List<string>> _sections = new(StringComparer.Ordinal);

    private Enumeration(IEnumerable<string> console, PlannedDevice[] plan, DeviceTreeDocument slice)
    {
        (Plan, Slice) = (plan, slice);
        List<string> section = [];
        foreach (string line in console)
        {
            if (line.StartsWith('@'))
            {
                _sections[line[1..]] = section = [];
            }
            else
            {
                section.Add(line);
            }
        }
    }

    public PlannedDevice[] Plan { get; }

    /// <summary>The guest's tree, as it was built.</summary>
    public DeviceTreeDocument Slice { get; }

    /// <summary>The nodes of the tree that Linux has.</summary>
    public string[] Nodes => [.. _sections["nodes"].Select(static line => line == "." ? "/" : line[1..])];

    /// <summary>Where devices are, by the resources that Linux took and by the names that it gave them; RAM is left out.</summary>
    public IEnumerable<ulong> Addresses =>
    [
        .. _sections["iomem"]
            .Where(static line => line.Length > 0 && line[0] != ' ' && !line.EndsWith("System RAM", StringComparison.Ordinal))
            .Select(static line => Hex(line.Split('-')[0])),
        .. _sections["platform"].Concat(_sections["amba"])
            .Select(static name => AddressedName().Match(name))
            .Where(static match => match.Success)
            .Select(static match => Hex(match.Groups[1].Value)),
    ];

    /// <summary>The lines that Linux has handlers on.</summary>
    public IEnumerable<int> Interrupts => _sections["interrupts"]
        .Select(static line => Line().Match(line))
        .Where(static match => match.Success)
        .Select(static match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    /// <summary>Where the devices of the AMBA bus are.</summary>
    public IEnumerable<ulong> AmbaDevices => _sections["amba"].Select(static name => Hex(name.Split('.')[0]));

    /// <summary>Where the devices of the plan are that Linux puts onto that bus.</summary>
    public IEnumerable<ulong> PrimeCells => Plan.Where(device => Slice.FindByPath(device.Path) is { } node
            && node.FindProperty("compatible")?.Value.TryReadStrings(out ImmutableArray<string> names) == true
            && names.Contains("arm,primecell")
            && !names.Contains("arm,sp810") // Its clocks are wanted before there are devices, and Linux then makes none of it.
            && (node.FindProperty("status") is null
                || (node.FindProperty("status")!.Value.TryReadString(out string status) && status == "okay")))
        .Select(static device => device.Registers[0].Start);

    /// <summary>The transports that QEMU adds to the tree of the Versatile Express, in its root; no plan has them.</summary>
    public static IReadOnlyList<string> NodesAddedByQemu { get; } =
    [
        "/virtio_mmio@10013000",
        "/virtio_mmio@10013200",
        "/virtio_mmio@10013400",
        "/virtio_mmio@10013600",
    ];

    /// <summary>Where those transports are.</summary>
    public IEnumerable<(ulong Start, ulong End)> RangesAddedByQemu => Nodes.Intersect(NodesAddedByQemu)
        .Select(static path => Hex(path.Split('@')[1])).Select(static start => (start, start + 0x200));

    /// <summary>The lines of the transports that QEMU adds to the Versatile Express.</summary>
    public IEnumerable<int> InterruptsAddedByQemu => RangesAddedByQemu.Any() ? Enumerable.Range(32 + 40, 4) : [];

    /// <summary>Boots the sample's board.</summary>
    public static Enumeration OfSample(string devices)
    {
        using var project = new SampleProject();
        return Boot(project, devices, "../board/vexpress-v2p-ca9.dts", "<QemuMachine>vexpress-a9</QemuMachine>");
    }

    /// <summary>Boots QEMU's machine <c>virt</c>, whose tree QEMU itself writes.</summary>
    public static Enumeration OfVirt(string devices)
    {
        using var project = new SampleProject();
        Directory.CreateDirectory(project["linux"]);
        string[] arguments = ["-M", "virt,dumpdtb=virt.dtb", "-cpu", "cortex-a15", "-m", "256", "-nic", "none", "-nographic"];
        Tool.Run("qemu-system-arm", project["linux"], arguments).Succeeded();
        return Boot(
            project,
            devices,
            "virt.dtb",
            "<QemuMachine>virt</QemuMachine><QemuArguments>-cpu cortex-a15 -nic none</QemuArguments>");
    }

    private static Enumeration Boot(SampleProject project, string devices, string board, string properties)
    {
        string linux = Path.Combine(Repository.Root, "artifacts", "guest-linux");
        Assert.True(File.Exists(Path.Combine(linux, "vmlinuz")), "There is no Linux to boot. Run eng/fetch-guest-linux.sh.");
        Directory.CreateDirectory(project["linux"]);
        File.WriteAllText(project["linux/init"], Init);
        File.WriteAllText(project["linux/linux.partproj"], $"""
            <Project Sdk="Partition.Sdk">
              <PropertyGroup>
                <HostDeviceTree>{board}</HostDeviceTree>
                <Hypervisor>None</Hypervisor>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <Guest Include="linux" Memory="256M" Kernel="{linux}/vmlinuz" Devices="{devices}"
                       KernelArguments="console=ttyAMA0 rdinit=/init quiet loglevel=1" />
                <RootFile Include="init" TargetPath="/init" Mode="0755" />
                <RootNode Include="/dev" Type="d" Mode="0755" />
                <RootNode Include="/dev/console" Type="c" Major="5" Minor="1" Mode="0600" />
                <RootFile Include="{linux}/busybox" TargetPath="/bin/busybox" Mode="0755" />
                <RootLink Include="/bin/sh" LinkTarget="busybox" />
              </ItemGroup>
            </Project>
            """);
        project.Dotnet("build", "linux").Succeeded();
        IReadOnlyList<string> console = GuestConsole.Boot(project, "@end", "--project", "linux");
        return new(
            console,
            PlannedDevice.Read(project["linux/partition.lock.json"], "None"),
            DeviceTreeBlob.Read(File.ReadAllBytes(project["linux/bin/Debug/guests/linux/system.dtb"])).Document!);
    }

    private static ulong Hex(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9a-f]{6,})\.")]
    private static partial Regex AddressedName();

    [GeneratedRegex(@"GIC[a-zA-Z0-9v-]*\s+(\d+)\s")]
    private static partial Regex Line();
}

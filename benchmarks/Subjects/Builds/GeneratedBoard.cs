using System.Globalization;
using System.Text;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Images.Ext2;
using Partition.Images.Files;

namespace Partition.Benchmarks.Subjects.Builds;

/// <summary>
/// A board of three guests that no other number makes: addresses, interrupts, memory and the number of serial ports follow from it.
/// </summary>
/// <param name="Folder">Where it is.</param>
/// <param name="Number">Its number, from 0.</param>
internal sealed record GeneratedBoard(string Folder, int Number)
{
    /// <summary>How many guests each board has.</summary>
    public const int Guests = 3;

    private int Ports => Guests + Number % 3;

    /// <summary>The board's name.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"board{Number:000}");

    /// <summary>The project's file, from the folder of all boards.</summary>
    public string Project => $"{Name}/{Name}.partproj";

    /// <summary>Writes the board's sources.</summary>
    public void Write()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Folder, Name)).FullName;
        File.WriteAllText(Path.Combine(folder, "board.dts"), Tree());
        File.WriteAllText(Path.Combine(folder, "init"), $"#!/bin/sh\necho {Name}\n");
        File.Copy(Workshop.Sample("payload.elf"), Path.Combine(folder, "kernel.elf"));
        File.WriteAllText(Path.Combine(Folder, Project), ProjectText());
    }

    /// <summary>What is wrong with what was built, in few words, or <see langword="null"/>.</summary>
    public string? FindFault()
    {
        string output = Path.Combine(Folder, Name, "bin", "Debug");
        using FileStream image = File.OpenRead(Path.Combine(output, "disk.img"));
        Ext2Reader? disk = Ext2Reader.Open(image).Reader;
        if (disk is null || disk.Label != Name || disk.Check().Any())
        {
            return $"the disk image of {Name}";
        }

        return Enumerable.Range(0, Guests)
            .Where(guest => !HasItsOwn(Path.Combine(output, "guests", GuestName(guest)), guest))
            .Select(guest => $"{GuestName(guest)} of {Name}")
            .FirstOrDefault();
    }

    private static string GuestName(int guest) => string.Create(CultureInfo.InvariantCulture, $"guest{guest}");

    private static string PortName(uint address) => string.Create(CultureInfo.InvariantCulture, $"serial@{address:x}");

    private uint Port(int port) => 0x1000_0000 + (uint)(Number * 0x1_0000 + port * 0x1000);

    // Its serial port and no other, and an archive.
    private bool HasItsOwn(string folder, int guest)
    {
        DeviceTreeDocument? tree = DeviceTreeBlob.Read(File.ReadAllBytes(Path.Combine(folder, "system.dtb"))).Document;
        string[] ports = [.. tree?.Nodes
            .Select(static node => node.Name)
            .Where(static name => name.StartsWith("serial@", StringComparison.Ordinal)) ?? []];
        return ports.SequenceEqual([PortName(Port(guest))])
            && File.Exists(Path.Combine(folder, "Image"))
            && File.ReadAllText(Path.Combine(folder, "rootfs.img"), Encoding.Latin1).Contains($"echo {Name}\n", StringComparison.Ordinal);
    }

    private string Tree()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            /dts-v1/;
            / {
                model = "{{Name}}";
                compatible = "test,{{Name}}";
                #address-cells = <1>;
                #size-cells = <1>;
                interrupt-parent = <&gic>;
                chosen { stdout-path = &uart0; };
                cpus {
                    #address-cells = <1>;
                    #size-cells = <0>;
                    cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a9"; reg = <0>; };
                };
                memory@60000000 { device_type = "memory"; reg = <0x60000000 0x{{0x1000_0000 + Number % 16 * 0x10_0000:x}}>; };
                flash@40000000 { compatible = "cfi-flash"; reg = <0x40000000 0x4000000>; bank-width = <4>; };
                scu@1e000000 { compatible = "arm,cortex-a9-scu"; reg = <0x1e000000 0x58>; };
                gic: interrupt-controller@1e001000 {
                    compatible = "arm,cortex-a9-gic";
                    #interrupt-cells = <3>;
                    interrupt-controller;
                    reg = <0x1e001000 0x1000>, <0x1e000100 0x100>;
                };
                clock: clock { compatible = "fixed-clock"; #clock-cells = <0>; clock-frequency = <{{24_000_000 + Number}}>; };

            """);
        for (int port = 0; port < Ports; port++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                    uart{{port}}: {{PortName(Port(port))}} {
                        compatible = "arm,pl011", "arm,primecell";
                        reg = <0x{{Port(port):x}} 0x1000>;
                        interrupts = <0 {{5 + port + Number % 32}} 4>;
                        clocks = <&clock>, <&clock>;
                        clock-names = "uartclk", "apb_pclk";
                    };

                """);
        }

        return text.Append("};\n").ToString();
    }

    private string ProjectText()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            <Project Sdk="Partition.Sdk">
              <PropertyGroup>
                <HostDeviceTree>board.dts</HostDeviceTree>
                <DiskLabel>{Name}</DiskLabel>
                <DiskSize>auto</DiskSize>
              </PropertyGroup>
              <ItemGroup>

            """);
        for (int guest = 0; guest < Guests; guest++)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                    <Guest Include="{GuestName(guest)}" Memory="{2 * (8 + guest + Number % 8)}M" Devices="uart{guest}"
                           Kernel="kernel.elf" Firmware="none" />
                    <RootNode Include="/dev/ttyAMA{guest}" Type="c" Major="204" Minor="{64 + guest}" Guest="{GuestName(guest)}" />

                """);
        }

        return text.Append("""
                <RootFile Include="init" TargetPath="/init" Mode="0755" />
                <RootLink Include="/linuxrc" LinkTarget="init" />
              </ItemGroup>
            </Project>

            """).ToString();
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using Partition.DeviceTree;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.DeviceTree.Printing;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Rules;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Tests.Boards;

/// <summary>Reads boards of Linux and divides them as a user would.</summary>
internal static partial class RealBoard
{
    private static readonly string[] s_kinds = ["mmc", "ethernet", "i2c", "spi", "usb", "can", "rtc", "watchdog"];

    public static string Folder { get; } = Path.Combine(Repository.Root, "artifacts", "kernel-trees");

    public static DeviceTreeDocument Compile(string path)
    {
        var options = new CompilerOptions { IncludeDirectories = [Path.Combine(Folder, "scripts", "dtc", "include-prefixes")] };
        CompilationResult result = DeviceTreeCompiler.Compile(Path.Combine(Folder, "arch", path), new DiskFiles(), options);
        Assert.NotNull(result.Document);
        if (Board.Read(result.Document).Memory.IsEmpty)
        {
            WriteMemory(result.Document.Root);
        }

        return result.Document;
    }

    /// <summary>Many boards leave it to their boot loader to say where RAM is; whoever divides them has to write it.</summary>
    private static void WriteMemory(DeviceTreeNode root)
    {
        (int address, int size) = ((int)root.AddressCells, (int)root.SizeCells);
        DeviceTreeNode memory = root.Children.FirstOrDefault(static node => node.BaseName == "memory") ?? root
            .AddChild(new("memory@80000000"));
        uint[] cells = [.. Enumerable.Repeat(0u, address - 1), 0x8000_0000, .. Enumerable.Repeat(0u, size - 1), 0x2000_0000];
        memory.SetProperty("device_type", PropertyValue.FromStrings("memory"));
        memory.SetProperty("reg", PropertyValue.FromCells(cells));
    }

    /// <summary>
    /// Divides a board: serial ports and half of the usual devices for one guest, the other half for the other. Then the findings are gone
    /// through one after the other: suppliers that both reach are shared, what else both touch is allowed.
    /// </summary>
    public static PartitionPlan Divide(Board board)
    {
        DeviceTreeNode[] usual = [.. board.Devices
            .Where(
                device =>
                    device.Role == DeviceRole.Device
                        && board.FindDisabled(device.Node) is null
                        && !device.Registers.IsEmpty
                        && s_kinds.Contains(device.Node.BaseName))
            .Select(static device => device.Node).Take(8)];
        DeviceTreeNode? console = SerialPorts.FindConsole(board, board.Devices)?.Node;
        string first = string.Join(
            "; ",
            usual.Where(static (_, i) => i % 2 == 0).Append(console).OfType<DeviceTreeNode>().Select(static node => node.Path));
        string second = string.Join("; ", usual.Where(static (_, i) => i % 2 == 1).Select(static node => node.Path));
        var request = new PartitionRequest(board, [Guest("first", first), Guest("second", second)]);
        for (int i = 0; i < 8; i++)
        {
            PartitionPlan plan = PartitionPlanner.Plan(request);
            RuleFinding[] findings = [.. PartitionRules.Check(plan)
                .Where(finding => !plan.Allowed.Any(allowed => allowed.Finding == finding.Diagnostic))];
            if (findings.Length == 0)
            {
                return plan;
            }

            request = Answer(request, findings);
        }

        return PartitionPlanner.Plan(request);
    }

    private static PartitionRequest Answer(PartitionRequest request, RuleFinding[] findings)
    {
        foreach (RuleFinding finding in findings)
        {
            string device = finding.Devices[0].Node.Path;
            request = finding.Diagnostic.Code is "HV2030" or "HV2031"
                ? request with { Guests = [.. request.Guests.Select(guest => guest.With(device, DeviceAccess.Shared))] }
                : request with
                {
                    Allowances = request.Allowances.Add(new(device, finding.Diagnostic.Code, "the board is like this", SourceSpan.None)),
                };
        }

        return request;
    }

    private static GuestRequest Guest(string name, string devices) => new(name) { Devices = devices, Memory = ByteSize.FromMebibytes(16) };

    /// <summary>The kinds of warnings that dtc has for the text of a tree, which must compile.</summary>
    public static string[] WarningsOf(DeviceTreeDocument tree)
    {
        using var text = new StringWriter { NewLine = "\n" };
        DeviceTreeText.Write(tree, text);
        using var folder = new TemporaryFolder();
        ToolResult result = Tool.Run(
            "dtc",
            folder.Path,
            "-I",
            "dts",
            "-O",
            "dtb",
            "-b",
            tree.BootCpuId.ToString(CultureInfo.InvariantCulture),
            "-o",
            "tree.dtb",
            folder.Write("tree.dts", text.ToString()))
            .Succeeded();
        Assert.Equal(Convert.ToHexString(DeviceTreeBlob.Write(tree)), Convert.ToHexString(File.ReadAllBytes(folder["tree.dtb"])));
        return [.. Warning().Matches(result.Errors).Select(static match => match.Groups[1].Value).Distinct()];
    }

    /// <summary>
    /// The places of all references of a tree, which dtc lists in <c>__local_fixups__</c> when it is told that the tree is an overlay.
    /// </summary>
    public static byte[] FixupsOf(DeviceTreeDocument tree)
    {
        using var text = new StringWriter { NewLine = "\n" };
        DeviceTreeText.Write(tree, text);
        string overlay = text.ToString().Replace("/dts-v1/;", "/dts-v1/;\n/plugin/;", StringComparison.Ordinal);
        return Tool.Run("dtc", Path.GetTempPath(), System.Text.Encoding.ASCII.GetBytes(overlay), "-q", "-I", "dts", "-O", "dtb")
            .Succeeded().Bytes;
    }

    [GeneratedRegex(@"Warning \((\w+)\)")]
    private static partial Regex Warning();

    private sealed class DiskFiles : ISourceFiles
    {
        public byte[]? TryRead(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;
    }
}

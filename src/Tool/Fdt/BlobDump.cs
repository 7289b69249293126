using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Partition.DeviceTree.Model;

namespace Partition.Tool.Fdt;

/// <summary>Writes a blob's header and tree as fdtdump lays them out.</summary>
internal sealed class BlobDump(TextWriter writer)
{
    private const int LastVersionWithoutSize = 16;

    /// <summary>
    /// The fields of the header in the order of the output, each with its offset (Devicetree Specification v0.4, section 5.2).
    /// </summary>
    private static readonly (string Name, int Offset)[] Fields =
    [
        ("off_dt_struct", 0x08), ("off_dt_strings", 0x0c), ("off_mem_rsvmap", 0x10), ("version", 0x14), ("last_comp_version", 0x18),
        ("boot_cpuid_phys", 0x1c), ("size_dt_strings", 0x20), ("size_dt_struct", 0x24),
    ];

    /// <summary>Writes everything.</summary>
    /// <param name="blob">The bytes, for the header.</param>
    /// <param name="document">The tree of them.</param>
    public void Write(ReadOnlySpan<byte> blob, DeviceTreeDocument document)
    {
        WriteHeader(blob);
        Line("");
        foreach (MemoryReservation reservation in document.MemoryReservations)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"/memreserve/ {Hex(reservation.Address)} {Hex(reservation.Size)};"));
        }

        WriteNode(document.Root, "");
    }

    private void WriteHeader(ReadOnlySpan<byte> blob)
    {
        uint total = BinaryPrimitives.ReadUInt32BigEndian(blob[4..]);
        Line("/dts-v1/;");
        Line(string.Create(CultureInfo.InvariantCulture, $"// magic:\t\t0x{BinaryPrimitives.ReadUInt32BigEndian(blob):x}"));
        Line(string.Create(CultureInfo.InvariantCulture, $"// totalsize:\t\t0x{total:x} ({total})"));
        uint version = BinaryPrimitives.ReadUInt32BigEndian(blob[0x14..]);
        foreach ((string name, int offset) in Fields)
        {
            uint value = BinaryPrimitives.ReadUInt32BigEndian(blob[offset..]);
            bool isDecimal = name.EndsWith("version", StringComparison.Ordinal);
            string tabs = name.Length < 13 ? "\t\t" : "\t";
            if (version > LastVersionWithoutSize || name != "size_dt_struct")
            {
                Line(string.Create(CultureInfo.InvariantCulture, $"// {name}:{tabs}{(isDecimal ? $"{value}" : $"0x{value:x}")}"));
            }
        }
    }

    private void WriteNode(DeviceTreeNode node, string indent)
    {
        Line($"{indent}{(node.Name.Length == 0 ? "/" : node.Name)} {{");
        foreach (DeviceTreeProperty property in node.Properties)
        {
            Line($"{indent}    {property.Name}{ValueOf(property.Value.Bytes)};");
        }

        foreach (DeviceTreeNode child in node.Children)
        {
            WriteNode(child, indent + "    ");
        }

        Line($"{indent}}};");
    }

    private static string ValueOf(ReadOnlySpan<byte> value) => value.IsEmpty ? ""
        : PrintableStrings.Are(value) ? $" = \"{Encoding.ASCII.GetString(value[..^1]).Replace("\0", "\", \"", StringComparison.Ordinal)}\""
        : value.Length % sizeof(uint) == 0 ? $" = <{Numbers(value, sizeof(uint), "0x")}>"
        : $" = [{Numbers(value, 1, "")}]";

    private static string Numbers(ReadOnlySpan<byte> value, int size, string prefix)
    {
        var text = new StringBuilder();
        for (; !value.IsEmpty; value = value[size..])
        {
            text.Append(text.Length == 0 ? prefix : " " + prefix).Append(Convert.ToHexStringLower(value[..size]));
        }

        return text.ToString();
    }

    private static string Hex(ulong value) => value == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    private void Line(string text) => writer.Write(text + "\n");
}

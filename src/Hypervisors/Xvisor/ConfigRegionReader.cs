using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>Reads a region of a guest's tree by the rules that Xvisor has for it.</summary>
internal sealed class ConfigRegionReader(
    DeviceTreeNode node,
    string guest,
    Func<SourceSpan, SourceSpan> placeOf,
    ICollection<Diagnostic> diagnostics)
{
    private const string GuestAddress = "guest_physical_addr";
    private const string HostAddress = "host_physical_addr";
    private const string AliasAddress = "alias_physical_addr";
    private const string Size = "physical_size";

    private static readonly string[] s_manifests = ["real", "virtual", "alias"];
    private static readonly string[] s_addresses = ["memory", "io"];

    /// <summary>The types of RAM and ROM.</summary>
    public static ImmutableArray<string> MemoryTypes { get; } =
    [
        "ram", "rom", "alloced_ram", "alloced_rom", "colored_ram", "colored_rom", "shared_ram", "shared_rom",
    ];

    /// <summary>Reads it.</summary>
    /// <returns>The region, or <see langword="null"/> when what Xvisor needs is missing, which is then reported.</returns>
    public ConfigRegion? Read()
    {
        string? manifest = ReadWord("manifest_type", s_manifests);
        string? address = ReadWord("address_type", s_addresses);
        string? type = ReadText("device_type");
        if (type is null)
        {
            Missing("device_type");
        }

        ulong? start = ReadCell(GuestAddress);
        ulong? size = ReadCell(Size);
        bool isPlaced = type is not null && MemoryTypes.Contains(type) && type is not ("ram" or "rom");
        ulong? host = manifest == "real" && !isPlaced ? ReadCell(HostAddress) : null;
        ulong? alias = manifest == "alias" ? ReadCell(AliasAddress) : null;
        CheckMemoryType(manifest, type);
        if (start is null || size is null || manifest is null || type is null || address is null || (manifest == "alias" && alias is null))
        {
            return null;
        }

        CheckSize(manifest, start.Value, size.Value);
        CheckAlignment([(GuestAddress, start), (Size, size), (HostAddress, host), (AliasAddress, alias)]);
        return new(node, new(start.Value, size.Value), type, address == "io")
        {
            AliasOf = alias is ulong target ? new AddressRange(target, size.Value) : null,
        };
    }

    private void CheckMemoryType(string? manifest, string? type)
    {
        if (type is not null && MemoryTypes.Contains(type) && manifest == "virtual")
        {
            Invalid("manifest_type", "\"real\" for memory");
        }

        if (type is "shared_ram" or "shared_rom" && string.IsNullOrEmpty(ReadText("shared_mem")))
        {
            Missing("shared_mem, the name of shared memory,");
        }

        if (type is "colored_ram" or "colored_rom")
        {
            ReadCell("first_color");
            ReadCell("num_colors");
        }
    }

    private void CheckSize(string manifest, ulong start, ulong size)
    {
        if (size == 0 || start + size > 1UL << 32)
        {
            Invalid(Size, "a size that is not zero and ends below 4 GiB; ConfigOverrides can set it while the tree is loaded");
        }
        else if (manifest == "real" && size < XvisorLimits.PageSize)
        {
            diagnostics.Add(ConfigTreeDiagnostics.RegionTooSmall(PlaceOf(Size), guest, node.Path, size, new(XvisorLimits.PageSize)));
        }
    }

    private void CheckAlignment((string Name, ulong? Value)[] numbers)
    {
        if (node.FindProperty("align_order") is null || ReadCell("align_order") is not ulong order)
        {
            return;
        }

        if (order >= XvisorLimits.WordBits)
        {
            Invalid("align_order", $"a power of two below {XvisorLimits.WordBits}: 21 for 2 MiB");
            return;
        }

        foreach ((string name, ulong? value) in numbers.Where(number => number.Value is ulong value && value % (1UL << (int)order) != 0)
            .Take(1))
        {
            diagnostics.Add(ConfigTreeDiagnostics.NotAligned(
                PlaceOf(name),
                guest,
                node.Path,
                name,
                value!.Value,
                new(1UL << (int)order),
                "align_order"));
        }
    }

    private string? ReadWord(string name, string[] words)
    {
        string? text = ReadText(name);
        if (text is null)
        {
            Missing($"{name}, one of {string.Join(", ", words)},");
        }
        else if (!words.Contains(text))
        {
            Invalid(name, string.Join(" or ", words.Select(static word => $"\"{word}\"")));
            return null;
        }

        return text;
    }

    private string? ReadText(string name) =>
        node.TryGetValue(name, out PropertyValue? value) && value.TryReadString(out string text) ? text : null;

    /// <summary>Reads a number, which Xvisor on 32 bits takes from the first cell, whatever follows.</summary>
    private ulong? ReadCell(string name)
    {
        if (!node.TryGetValue(name, out PropertyValue? value))
        {
            Missing($"{name} = <…>");
            return null;
        }

        if (!value.TryReadCell(out uint cell))
        {
            diagnostics.Add(ConfigTreeDiagnostics.NotOneCell(PlaceOf(name), guest, node.Path, name));
            return null;
        }

        return cell;
    }

    private void Missing(string part) => diagnostics.Add(ConfigTreeDiagnostics.MissingPart(placeOf(node.Span), guest, node.Path, part));

    private void Invalid(string property, string expected) =>
        diagnostics.Add(ConfigTreeDiagnostics.InvalidValue(PlaceOf(property), guest, node.Path, property, expected));

    private SourceSpan PlaceOf(string property) => placeOf(node.FindProperty(property)?.Span is { HasFile: true } span ? span : node.Span);
}

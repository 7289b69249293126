using System.Buffers.Binary;

namespace Partition.DeviceTree.Checks;

/// <summary>Checks of properties that are references with arguments: each provider says how many cells follow.</summary>
internal static class SpecifierChecks
{
    /// <summary>The checks.</summary>
    public static IEnumerable<TreeCheck> All { get; } =
    [
        Check("clocks_property", "clocks", "#clock-cells"),
        Check("cooling_device_property", "cooling-device", "#cooling-cells"),
        Check("dmas_property", "dmas", "#dma-cells"),
        Check("hwlocks_property", "hwlocks", "#hwlock-cells"),
        Check("interrupts_extended_property", "interrupts-extended", "#interrupt-cells"),
        Check("io_channels_property", "io-channels", "#io-channel-cells"),
        Check("iommus_property", "iommus", "#iommu-cells"),
        Check("mboxes_property", "mboxes", "#mbox-cells"),
        Check("msi_parent_property", "msi-parent", "#msi-cells", isOptional: true),
        Check("mux_controls_property", "mux-controls", "#mux-control-cells"),
        Check("phys_property", "phys", "#phy-cells"),
        Check("power_domains_property", "power-domains", "#power-domain-cells"),
        Check("pwms_property", "pwms", "#pwm-cells"),
        Check("resets_property", "resets", "#reset-cells"),
        Check("sound_dai_property", "sound-dai", "#sound-dai-cells"),
        Check("thermal_sensors_property", "thermal-sensors", "#thermal-sensor-cells"),
        new("gpios_property", CheckGpios),
    ];

    private static TreeCheck Check(string check, string name, string cells, bool isOptional = false) => new(check, (node, context) =>
    {
        if (node.FindProperty(name) is DeviceTreeProperty property)
        {
            Walk(property, cells, isOptional, context);
        }
    });

    private static void CheckGpios(DeviceTreeNode node, CheckContext context)
    {
        // A hog's gpios are numbers of the controller around it.
        if (node.FindProperty("gpio-hog") is not null)
        {
            return;
        }

        foreach (DeviceTreeProperty property in node.Properties.Where(static property => IsGpio(property.Name)))
        {
            Walk(property, "#gpio-cells", isOptional: false, context);
        }
    }

    private static bool IsGpio(string name) => name is "gpios" or "gpio"
        || name.EndsWith("-gpio", StringComparison.Ordinal)
        || (name.EndsWith("-gpios", StringComparison.Ordinal) && !name.EndsWith(",nr-gpios", StringComparison.Ordinal));

    private static void Walk(DeviceTreeProperty property, string cellsName, bool isOptional, CheckContext context)
    {
        PropertyValue value = property.Value;
        if (value.Length % sizeof(uint) != 0)
        {
            context.Report(CheckDiagnostics.SpecifierLength(property.Span, property.Name, value.Length));
            return;
        }

        uint arguments;
        for (int cell = 0; cell < value.Length / sizeof(uint); cell += (int)arguments + 1)
        {
            arguments = 0;
            int offset = cell * sizeof(uint);
            uint phandle = BinaryPrimitives.ReadUInt32BigEndian(value.Bytes[offset..]);
            if (phandle is 0 or uint.MaxValue)
            {
                if (context.Document.IsPlugin)
                {
                    return;
                }

                continue;
            }

            if (!value.Markers.IsEmpty && !value.Markers.Any(marker => marker.Kind == ValueMarkerKind.PhandleReference && marker.Offset == offset))
            {
                context.Report(CheckDiagnostics.SpecifierNotReference(property.Span, property.Name, cell));
            }

            if (Arguments(property, cell, phandle, cellsName, isOptional, context) is not uint count)
            {
                return;
            }

            arguments = count;
        }
    }

    /// <summary>How many cells follow the reference in a cell; <see langword="null"/> after a fault.</summary>
    private static uint? Arguments(DeviceTreeProperty property, int cell, uint phandle, string cellsName, bool isOptional, CheckContext context)
    {
        if (context.FindByPhandle(phandle) is not DeviceTreeNode provider)
        {
            context.Report(CheckDiagnostics.SpecifierWithoutNode(property.Span, property.Name, cell, phandle));
            return null;
        }

        uint? count = CheckContext.Cells(provider, cellsName) ?? (isOptional ? 0 : null);
        if (count is null)
        {
            context.Report(CheckDiagnostics.NoProvider(property.Span, property.Name, cell, provider.Path, cellsName, provider.Span));
            return null;
        }

        int left = (property.Value.Length / sizeof(uint)) - cell - 1;
        if (count > left)
        {
            context.Report(CheckDiagnostics.SpecifierTooShort(property.Span, property.Name, provider.Path, cellsName, count.Value, left));
            return null;
        }

        return count;
    }
}

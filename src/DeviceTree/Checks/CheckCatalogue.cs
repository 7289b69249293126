using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using static Partition.DeviceTree.Checks.CheckLevel;

namespace Partition.DeviceTree.Checks;

/// <summary>All checks: those of dtc by its names and in its order, then those that only exist here.</summary>
/// <remarks>
/// Each line is the name, dtc's level when nothing is said, our codes, the check itself, and the checks that it builds on.
/// Errors have no check here: <c>Resolution</c> finds them while it makes the tree, and always goes on. A check that finds something only
/// in nodes with a certain property names that property.
/// </remarks>
internal static class CheckCatalogue
{
    /// <summary>The checks in the order in which they are made.</summary>
    public static ImmutableArray<TreeCheck> All { get; } =
    [
        .. Structure(), .. Types(), .. Addresses(), .. Buses(), .. Cells(), .. Chosen(),
        .. Provider("clocks", "clocks", "#clock-cells"),
        .. Provider("cooling_device", "cooling-device", "#cooling-cells"),
        .. Provider("dmas", "dmas", "#dma-cells"),
        .. Provider("hwlocks", "hwlocks", "#hwlock-cells"),
        .. Provider("interrupts_extended", "interrupts-extended", "#interrupt-cells"),
        .. Provider("io_channels", "io-channels", "#io-channel-cells"),
        .. Provider("iommus", "iommus", "#iommu-cells"),
        .. Provider("mboxes", "mboxes", "#mbox-cells"),
        .. Provider("msi_parent", "msi-parent", "#msi-cells", isOptional: true),
        .. Provider("mux_controls", "mux-controls", "#mux-control-cells"),
        .. Provider("phys", "phys", "#phy-cells"),
        .. Provider("power_domains", "power-domains", "#power-domain-cells"),
        .. Provider("pwms", "pwms", "#pwm-cells"),
        .. Provider("resets", "resets", "#reset-cells"),
        .. Provider("sound_dai", "sound-dai", "#sound-dai-cells"),
        .. Provider("thermal_sensors", "thermal-sensors", "#thermal-sensor-cells"),
        .. Interrupts(), .. Graphs(), .. Own(),
    ];

    /// <summary>The checks at the end of <see cref="All"/> that dtc does not have.</summary>
    public static ImmutableArray<TreeCheck> OwnOnly { get; } = All[^Own().Length..];

    // Freezing it would take longer than all that a run of the command asks of it.
    private static Dictionary<string, TreeCheck> ByName { get; } = All.ToDictionary(static check => check.Name, StringComparer.Ordinal);

    /// <summary>Finds a check by its name.</summary>
    public static TreeCheck? Find(string name) => ByName.GetValueOrDefault(name);

    private static TreeCheck[] Structure() =>
    [
        Check("duplicate_node_names", Error, ["HV1004", "HV1005"], null),
        Check("duplicate_property_names", Error, ["HV1006"], null),
        Check("node_name_chars", Error, ["HV1008"], null),
        Check("node_name_format", Error, ["HV1009"], null, "node_name_chars"),
        Check("node_name_not_empty", Error, ["HV1010"], null, "node_name_chars"),
        Check("property_name_chars", Error, ["HV1011"], null),
        Check("name_is_string", Error, ["HV1012"], null),
        Check("name_properties", Error, ["HV1013"], null, "name_is_string"),
        Check("node_name_vs_property_name", Warning, ["HV1404"], NameChecks.CheckAgainstProperties, "node_name_chars"),
        Check("duplicate_label", Error, ["HV1007"], null),
        Check("explicit_phandles", Error, ["HV1025", "HV1026", "HV1027", "HV1028", "HV1029"], null),
        Check("phandle_references", Error, ["HV1021", "HV1022"], null, "duplicate_node_names", "explicit_phandles"),
        Check("path_references", Error, ["HV1021", "HV1022", "HV1024"], null, "duplicate_node_names"),
        Check("omit_unused_nodes", Error, [], null, "phandle_references", "path_references"),
    ];

    private static TreeCheck[] Types() =>
    [
        Check("address_cells_is_cell", Warning, ["HV1401"], PropertyTypeChecks.IsCell("#address-cells"))
            with { Property = "#address-cells" },
        Check("size_cells_is_cell", Warning, ["HV1401"], PropertyTypeChecks.IsCell("#size-cells")) with { Property = "#size-cells" },
        Check("device_type_is_string", Warning, ["HV1402"], PropertyTypeChecks.IsString("device_type")) with { Property = "device_type" },
        Check("model_is_string", Warning, ["HV1402"], PropertyTypeChecks.IsString("model")) with { Property = "model" },
        Check("status_is_string", Warning, ["HV1402"], PropertyTypeChecks.IsString("status")) with { Property = "status" },
        Check("label_is_string", Warning, ["HV1402"], PropertyTypeChecks.IsString("label")) with { Property = "label" },
        Check("compatible_is_string_list", Warning, ["HV1403"], PropertyTypeChecks.CheckCompatible) with { Property = "compatible" },
        Check("names_is_string_list", Warning, ["HV1403"], PropertyTypeChecks.CheckNames),
        Check("property_name_chars_strict", Off, ["HV1423"], NameChecks.CheckPropertyCharacters),
        Check("node_name_chars_strict", Off, ["HV1424"], NameChecks.CheckNodeCharacters),
    ];

    private static TreeCheck[] Addresses() =>
    [
        Check("addr_size_cells", Warning, [], null, "address_cells_is_cell", "size_cells_is_cell"),
        Check("reg_format", Warning, ["HV1405", "HV1408"], AddressChecks.CheckReg, "addr_size_cells") with { Property = "reg" },
        Check("ranges_format", Warning, ["HV1406", "HV1407", "HV1408"], AddressChecks.CheckRanges("ranges"), "addr_size_cells")
            with { Property = "ranges" },
        Check("dma_ranges_format", Warning, ["HV1406", "HV1407", "HV1408"], AddressChecks.CheckRanges("dma-ranges"), "addr_size_cells")
            with { Property = "dma-ranges" },
        Check("unit_address_vs_reg", Warning, ["HV1409", "HV1410"], UnitAddressChecks.CheckAgainstReg),
        Check(
            "unit_address_format",
            Warning,
            ["HV1411"],
            UnitAddressChecks.CheckForm,
            "node_name_format",
            "pci_bridge",
            "simple_bus_bridge"),
    ];

    private static TreeCheck[] Buses() =>
    [
        Check(
            "pci_bridge",
            Warning,
            ["HV1430", "HV1431", "HV1432", "HV1433", "HV1434", "HV1435"],
            PciChecks.CheckBridge,
            "device_type_is_string",
            "addr_size_cells") with { Property = "device_type" },
        Check("pci_device_reg", Warning, ["HV1436", "HV1437", "HV1438", "HV1439"], PciChecks.CheckDeviceReg, "reg_format", "pci_bridge")
            with { Property = "reg" },
        Check("pci_device_bus_num", Warning, ["HV1440"], PciChecks.CheckDeviceBus, "reg_format", "pci_bridge") with { Property = "reg" },
        Check("simple_bus_bridge", Warning, [], SimpleBusChecks.CheckBridge, "addr_size_cells", "compatible_is_string_list")
            with { Property = "compatible" },
        Check("simple_bus_reg", Warning, ["HV1439", "HV1441"], SimpleBusChecks.CheckReg, "reg_format", "simple_bus_bridge"),
        Check("i2c_bus_bridge", Warning, ["HV1432"], I2cChecks.CheckBridge, "addr_size_cells"),
        Check("i2c_bus_reg", Warning, ["HV1439", "HV1441", "HV1442"], I2cChecks.CheckReg, "reg_format", "i2c_bus_bridge"),
        Check("spi_bus_bridge", Warning, ["HV1430", "HV1432"], SpiChecks.CheckBridge, "addr_size_cells"),
        Check("spi_bus_reg", Warning, ["HV1439", "HV1441"], SpiChecks.CheckReg, "reg_format", "spi_bus_bridge"),
    ];

    private static TreeCheck[] Cells() =>
    [
        Check("avoid_default_addr_size", Warning, ["HV1416"], AddressChecks.CheckDefaults, "addr_size_cells"),
        Check("avoid_unnecessary_addr_size", Warning, ["HV1417"], AddressChecks.CheckUnnecessary, "avoid_default_addr_size"),
        Check("unique_unit_address", Warning, ["HV1412"], UnitAddressChecks.CheckUnique, "avoid_default_addr_size"),
        Check("unique_unit_address_if_enabled", Off, ["HV1412"], UnitAddressChecks.CheckUniqueIfEnabled, "avoid_default_addr_size"),
    ];

    private static TreeCheck[] Chosen() =>
    [
        Check("obsolete_chosen_interrupt_controller", Warning, ["HV1425"], ChosenChecks.CheckInterruptController),
        Check("chosen_node_is_root", Warning, ["HV1413"], ChosenChecks.CheckPlace),
        Check("chosen_node_bootargs", Warning, ["HV1402"], ChosenChecks.CheckBootArguments),
        Check("chosen_node_stdout_path", Warning, ["HV1402", "HV1426"], ChosenChecks.CheckStandardOutput),
    ];

    private static TreeCheck[] Provider(string name, string property, string cells, bool isOptional = false) =>
    [
        Check(
            name + "_property",
            Warning,
            ["HV1418", "HV1419", "HV1420", "HV1421", "HV1422"],
            ProviderChecks.Check(property, cells, isOptional),
            name + "_is_cell",
            "phandle_references") with { Property = property },
        Check(name + "_is_cell", Warning, ["HV1401"], PropertyTypeChecks.IsCell(cells)) with { Property = cells },
    ];

    private static TreeCheck[] Interrupts() =>
    [
        Check("deprecated_gpio_property", Off, ["HV1427"], GpioChecks.CheckName),
        Check(
            "gpios_property",
            Warning,
            ["HV1418", "HV1419", "HV1420", "HV1421", "HV1422"],
            GpioChecks.CheckReferences,
            "phandle_references"),
        Check(
            "interrupts_property",
            Warning,
            ["HV1418", "HV1443", "HV1444", "HV1445", "HV1446"],
            InterruptChecks.CheckInterrupts,
            "phandle_references") with { Property = "interrupts" },
        Check("interrupt_provider", Warning, ["HV1447", "HV1448"], InterruptChecks.CheckProvider, "interrupts_extended_is_cell"),
        Check(
            "interrupt_map",
            Warning,
            ["HV1418", "HV1420", "HV1421", "HV1449", "HV1450", "HV1451", "HV1458"],
            InterruptMapChecks.Check,
            "phandle_references",
            "addr_size_cells",
            "interrupt_provider") with { Property = "interrupt-map" },
        Check("alias_paths", Warning, ["HV1414", "HV1415"], AliasChecks.Check),
    ];

    private static TreeCheck[] Graphs() =>
    [
        Check("graph_nodes", Warning, ["HV1452"], GraphChecks.CheckNodes),
        Check("graph_port", Warning, ["HV1439", "HV1453", "HV1454", "HV1455"], GraphChecks.CheckPort, "graph_nodes"),
        Check(
            "graph_endpoint",
            Warning,
            ["HV1439", "HV1453", "HV1454", "HV1455", "HV1456", "HV1457"],
            GraphChecks.CheckEndpoint,
            "graph_nodes"),
        Check(
            "always_fail",
            Off,
            ["HV1428"],
            static (node, context) => context.Report(node, CheckDiagnostics.AlwaysFails(node.Span, node.Path))),
    ];

    private static TreeCheck[] Own() =>
    [
        Check("interrupt_parent_is_provider", Warning, ["HV1470"], ReferenceKindChecks.CheckInterruptParent, "phandle_references")
            with { Property = "interrupt-parent" },
        Check("supply_is_regulator", Warning, ["HV1471"], ReferenceKindChecks.CheckSupply, "phandle_references"),
        Check("memory_region_is_reserved", Warning, ["HV1472"], ReferenceKindChecks.CheckMemoryRegion, "phandle_references")
            with { Property = "memory-region" },
        Check("cpu_is_cpu", Warning, ["HV1473"], ReferenceKindChecks.CheckCpu, "phandle_references") with { Property = "cpu" },
        Check("remote_endpoint_is_endpoint", Warning, ["HV1474"], ReferenceKindChecks.CheckRemoteEndpoint, "phandle_references")
            with { Property = "remote-endpoint" },
        Check("property_name_near_standard", Warning, ["HV1475"], NameChecks.CheckNearStandard, "property_name_chars"),
    ];

    private static TreeCheck Check(
        string name,
        CheckLevel level,
        ImmutableArray<string> codes,
        Action<DeviceTreeNode, CheckContext>? run,
        params ImmutableArray<string> prerequisites) =>
        new(name, level, codes, run) { Prerequisites = prerequisites };
}

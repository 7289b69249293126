namespace Partition.Partitioning.Tests.RawTrees;

/// <summary>The phandles in a tree, by a table of its own: from the bindings' documentation, nothing from the project.</summary>
/// <remarks>That the table knows every reference of a board is checked beside dtc, which lists them: <see cref="Missing"/>.</remarks>
internal static class RawReferences
{
    /// <summary>A phandle, and as many cells behind it as the node that it names says by a property.</summary>
    private static readonly Dictionary<string, string> s_withCells = new(StringComparer.Ordinal)
    {
        ["clocks"] = "#clock-cells",
        ["assigned-clocks"] = "#clock-cells",
        ["assigned-clock-parents"] = "#clock-cells",
        ["resets"] = "#reset-cells",
        ["power-domains"] = "#power-domain-cells",
        ["dmas"] = "#dma-cells",
        ["phys"] = "#phy-cells",
        ["mboxes"] = "#mbox-cells",
        ["iommus"] = "#iommu-cells",
        ["io-channels"] = "#io-channel-cells",
        ["pwms"] = "#pwm-cells",
        ["interconnects"] = "#interconnect-cells",
        ["hwlocks"] = "#hwlock-cells",
        ["thermal-sensors"] = "#thermal-sensor-cells", ["sound-dai"] = "#sound-dai-cells", ["cooling-device"] = "#cooling-cells",
        ["interrupts-extended"] = "#interrupt-cells",
        ["mux-controls"] = "#mux-control-cells",
        ["msi-parent"] = "#msi-cells",
        ["gpios"] = "#gpio-cells",
        ["gpio"] = "#gpio-cells",
        ["gpio-sck"] = "#gpio-cells", ["gpio-mosi"] = "#gpio-cells",
        ["qcom,smem-states"] = "#qcom,smem-state-cells",
        ["qcom,freq-domain"] = "#freq-domain-cells",
        ["nvidia,mipi-calibrate"] = "#nvidia,mipi-calibrate-cells",
        ["fsl,usbmisc"] = "#index-cells", ["fsl,rcpm-wakeup"] = "#fsl,rcpm-wakeup-cells",
    };

    /// <summary>Phandles in entries of one length: how many cells an entry has, and which of them is the phandle.</summary>
    private static readonly Dictionary<string, (int Length, int At)> s_regular = new(StringComparer.Ordinal)
    {
        ["iommu-map"] = (4, 1),
        ["msi-map"] = (4, 1),
        ["gpio-ranges"] = (4, 0),
        ["rockchip,pins"] = (4, 3),
        ["renesas,vsps"] = (2, 0),
        ["ti,tptcs"] = (2, 0),
        ["mediatek,gce-client-reg"] = (4, 0),
    };

    /// <summary>A phandle, and what else the property says is no reference.</summary>
    private static readonly HashSet<string> s_first = new(StringComparer.Ordinal)
    {
        "allwinner,sram", "fsl,pcie-scfg", "fsl,stop-mode", "altr,sysmgr-syscon", "mediatek,syscon-hdmi", "mediatek,syscon-wakeup",
        "nvidia,bpmp", "nvidia,pmc",
        "qcom,dload-mode", "qcom,halt-regs", "qcom,ipc", "qcom,ipc-1", "qcom,ipc-2", "qcom,ipc-3", "qcom,ipc-4", "renesas,ipmmu-main",
        "st,sync", "st,syscfg",
        "st,syscfg-fmp", "st,syscfg-holdboot", "st,syscfg-m4-state", "st,syscfg-pdds", "st,syscfg-rsc-tbl", "st,syscfg-tz", "st,syscon",
        "syscon", "syscon-chipselects",
        "syscon-pcs", "syscon-phy-power", "syscon-pll-ctrl", "syscon-pllreset", "syscon-pol", "syscon-raminit", "ti,bootreg",
        "ti,camerrx-control", "ti,syscon-efuse",
        "ti,syscon-lane-sel", "ti,syscon-mmuconfig", "ti,syscon-unaligned-access",
    };

    /// <summary>Phandles alone.</summary>
    private static readonly HashSet<string> s_plain = new(StringComparer.Ordinal)
    {
        "interrupt-parent", "interrupt-affinity", "memory-region", "phy-handle", "remote-endpoint", "operating-points-v2", "backlight",
        "next-level-cache",
        "affinity", "audio-aux-devs", "audio-codec", "bitclock-master", "cci-control-port", "companion", "controller", "cpu",
        "cpu-idle-states", "cpus", "dais", "ddc",
        "ddc-i2c-bus", "device-handle", "devfreq", "devfreq-events", "dma-masters", "ethernet", "extcon", "firmware", "fpga-mgr",
        "frame-master", "gpr", "i2c-bus", "i2c-parent", "iram",
        "mdio-parent-bus", "mmc-pwrseq", "nvmem-cells", "phy", "pm_qos", "ports", "power-supplies", "regmap", "regulator-coupled-with",
        "required-opps", "shmem",
        "sfp", "sram", "trip", "usb-phy", "wakeup-parent",
        "allwinner,codec-analog-controls", "allwinner,pipelines", "altr,sdr-syscon", "arasan,soc-ctl-syscon", "arm,cs-dev-assoc",
        "arm,vexpress,config-bridge", "audio-asrc",
        "audio-cpu", "buffer-manager", "capture", "contiguous-area", "domain-idle-states", "fsl,anatop", "fsl,fman-ports", "fsl,tempmon",
        "fsl,usbphy", "fsl,weim-cs-gpr",
        "hdmi-phandle", "internal-mem", "marvell,crypto-srams", "marvell,system-controller", "nvidia,audio-codec", "nvidia,ddc-i2c-bus",
        "nvidia,dpaux",
        "nvidia,external-memory-controller", "nvidia,i2s-controller", "nvidia,memory-controller", "nvidia,outputs", "nvidia,phy",
        "nvidia,xusb-padctl", "pcsphy-handle",
        "playback", "pm-sram", "ptimer-handle", "ptp-timer", "qcom,acc", "qcom,mmio", "qcom,rpm-msg-ram", "qcom,saw", "renesas,bonding",
        "renesas,cmms", "renesas,fcp",
        "rockchip,grf", "rockchip,pmu", "samsung,pmu-syscon", "samsung,pmureg-phandle", "samsung,syscon-clk", "samsung,syscon-phandle",
        "samsung,sysreg", "samsung,sysreg-phandle",
        "simple-audio-card,aux-devs", "simple-audio-card,bitclock-master", "simple-audio-card,frame-master", "snps,axi-config",
        "ssi-controller", "syscon-sfpb", "syscon-tcsr",
        "tbi-handle", "ti,am65x-oldi-io-ctrl", "ti,ctrl_mod", "ti,provided-clocks", "ti,ringacc", "ti,rproc", "ti,sci", "ti,serdes-clk",
        "ti,syscon-pcie-id", "ti,syscon-pcie-mode",
        "ti,timers", "ti,watchdog-timers", "mediatek,apmixedsys", "mediatek,auxadc", "mediatek,infracfg", "mediatek,larbs",
        "mediatek,pctl-regmap", "mediatek,smi", "mediatek,vpu",
        "nvidia,apbmisc", "nvidia,axi2apb", "qcom,bcm-voters", "qcom,gmu", "qcom,qmp", "slim-ifc-dev",
    };

    /// <summary>What refers to a node that is not there, or cannot be read to its end, as <c>path:property</c>.</summary>
    public static IEnumerable<string> Dangling(RawTree tree) =>
        from node in tree.Nodes
        from property in node.Properties.Keys
        let cells = node.Cells(property)
        where PlacesIn(tree, node, property).Any(
            place => place >= cells.Length || (cells[place] is not (0 or uint.MaxValue) && tree.Find(cells[place]) is null))
        select $"{node.Path}:{property}";

    /// <summary>The references of a board that this table does not know of.</summary>
    /// <param name="board">The board.</param>
    /// <param name="fixups">The board as an overlay by dtc, where <c>__local_fixups__</c> has the places of all references.</param>
    public static IEnumerable<string> Missing(RawTree board, RawTree fixups)
    {
        const string Table = "/__local_fixups__";
        return
            from node in fixups.Nodes
            where node.Path.StartsWith(Table, StringComparison.Ordinal)
            let original = board.Find(node.Path.Length == Table.Length ? "/" : node.Path[Table.Length..])
            from property in node.Properties.Keys
            let places = PlacesIn(board, original, property).ToHashSet()
            where !node.Cells(property).All(offset => places.Contains((int)offset / 4))
            select $"{original.Path}:{property}";
    }

    /// <summary>Which cells of a property are phandles; one behind the end says that the value is cut off.</summary>
    private static IEnumerable<int> PlacesIn(RawTree tree, RawNode node, string property)
    {
        uint[] cells = node.Cells(property);
        if (property == "mboxes"
            && cells.Length > 1
            && tree.Find(cells[0])?
                .Strings("compatible")
                .Any(
                    static name =>
                        name.EndsWith("-mailbox", StringComparison.Ordinal) && name.StartsWith("ti,", StringComparison.Ordinal)) == true)
        {
            return Enumerable.Range(0, cells.Length); // A mailbox of OMAP is named by a phandle, too: that of a node below.
        }

        if (property == "gpios" && node.Properties.ContainsKey("gpio-hog"))
        {
            return []; // The lines are those of the controller above.
        }

        string? count = s_withCells.GetValueOrDefault(property) ?? (IsGpio(property) ? "#gpio-cells" : null);
        if (count is not null)
        {
            return Walk(cells, 0, at => tree.Find(cells[at])?.Count(count, 0) ?? 0);
        }

        if (property == "interrupt-map")
        {
            int child = node.Count("#address-cells", 0) + node.Count("#interrupt-cells", 0);
            return Walk(
                cells,
                child,
                at => tree.Find(cells[at]) is { } parent ? parent.Count("#address-cells", 0) + parent.Count("#interrupt-cells", 0) : 0);
        }

        if (property == "interrupts" && cells.Length % 4 == 0 && RawInterrupts.ParentOf(tree, node) is { } taker
            && taker.Count("#interrupt-cells", 0) == 4 && taker.Strings("compatible").Contains("arm,gic-v3"))
        {
            // The set of processors of a private line.
            return Enumerable.Range(0, cells.Length / 4).Select(static entry => (4 * entry) + 3);
        }

        return s_regular.TryGetValue(property, out (int Length, int At) form)
            ? Enumerable.Range(0, (cells.Length + form.Length - 1) / form.Length).Select(entry => (form.Length * entry) + form.At)
            : s_first.Contains(property) && cells.Length > 0 ? [0]
            : s_plain.Contains(property) || property.EndsWith("-supply", StringComparison.Ordinal) || IsPinState(property)
                ? Enumerable.Range(0, cells.Length)
            : [];
    }

    /// <summary>Goes through entries: so many cells, a phandle, and the cells that belong to it.</summary>
    private static IEnumerable<int> Walk(uint[] cells, int before, Func<int, int> behind)
    {
        int end = 0;
        while (end < cells.Length)
        {
            int at = end + before;
            yield return at;
            end = at < cells.Length ? at + 1 + behind(at) : at;
        }

        if (end > cells.Length)
        {
            yield return end;
        }
    }

    private static bool IsGpio(string property) =>
        property.EndsWith("-gpio", StringComparison.Ordinal)
            || (property.EndsWith("-gpios", StringComparison.Ordinal) && property != "nr-gpios");

    private static bool IsPinState(string property) =>
        property.StartsWith("pinctrl-", StringComparison.Ordinal)
            && property["pinctrl-".Length..] is { Length: > 0 } number
            && number.All(char.IsAsciiDigit);
}

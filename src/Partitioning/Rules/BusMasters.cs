using System.Collections.Frozen;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;

namespace Partition.Partitioning.Rules;

/// <summary>Tells which devices read and write memory by themselves.</summary>
/// <remarks>A tree does not say it plainly: a property says so for some devices, and for the others what they are.</remarks>
internal static class BusMasters
{
    private static readonly string[] s_properties = ["dma-coherent", "iommus", "#dma-cells", "iommu-map", "snps,axi-config"];

    // What only supplies others, and has nothing to say when it is done, moves no data.
    private static readonly string[] s_supplies =
        ["#clock-cells", "#phy-cells", "#interconnect-cells", "#reset-cells", "#power-domain-cells"];

    private static readonly FrozenSet<string> s_kinds = FrozenSet.Create(
        StringComparer.Ordinal,
        "dma", "dma-controller", "ethernet", "usb", "mmc", "mmcblk", "sdhci", "sata", "ahci", "pcie", "pci", "gpu", "display", "lcd",
        "lcdc", "clcd", "display-controller", "vop", "dc", "video-codec", "video-decoder", "video-encoder", "vpu", "crypto",
        "nand-controller", "virtio_mmio", "virtio", "infiniband", "can-fd", "jpegdec", "jpegenc", "ufs", "ufshc", "isp", "camera", "npu",
        "remoteproc", "rproc", "dsp");

    // Parts of names; other processors, which run what they like, are among them.
    private static readonly string[] s_compatible =
    [
        "pl330", "pl080", "pl081", "pl110", "pl111", "ohci", "ehci", "xhci", "dwc2", "dwc3", "musb", "sdhci", "dw-mshc", "ahci", "gmac",
        "dwmac", "macb", "gem", "fec", "stmmac", "pcie", "mali", "virtio,mmio", "edma", "sdma", "ufs", "ufshc", "zynqmp-qspi", "rga", "vsp",
        "fdp", "fcp", "caam", "sec-v4", "lcdif", "vin", "isi", "qman", "bman", "fsl-mc", "fman", "bcm2835-mbox", "hantro", "vdec", "venc",
        "jpgdec", "jpgenc", "g2d", "fimc", "mfc", "dpu", "dcss", "mdp", "mdss", "vop", "adreno", "vivante,gc", "rkisp", "camss", "ipu",
        "pru", "rproc", "remoteproc", "pas", "safexcel", "sa2ul", "cesa", "cryptocell", "crypto-engine", "coresight-tmc", "ipa",
    ];

    /// <summary>Why a device is taken for one that reads and writes memory by itself.</summary>
    /// <param name="device">The device.</param>
    /// <returns>What tells, for a message, or <see langword="null"/> when nothing does.</returns>
    public static string? FindReason(BoardDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (Array.Find(s_properties, name => device.Node.FindProperty(name) is not null) is string property)
        {
            return $"it has '{property}'";
        }

        // Of a bus, dma-ranges speaks of the devices on it.
        if (device.Node.FindProperty("dma-ranges") is not null && device.Node.FindProperty("ranges") is null)
        {
            return "it has 'dma-ranges'";
        }

        if (device.Node.TryGetValue("device_type", out PropertyValue? type) && type.TryReadString(out string text) && text == "pci")
        {
            return "it is a host of PCI devices";
        }

        if (device.Node.BaseName is "phy" or "phy-wrapper" || device.Node.BaseName.EndsWith("-phy", StringComparison.Ordinal))
        {
            return null;
        }

        if (device.Interrupts.IsEmpty && Array.Exists(s_supplies, name => device.Node.FindProperty(name) is not null))
        {
            return null;
        }

        if (device.Compatible.FirstOrDefault(static name => Array.Exists(s_compatible, part => IsPartOf(part, name))) is string compatible)
        {
            return $"it is '{compatible}'";
        }

        return s_kinds.Contains(device.Node.BaseName) ? $"it is called '{device.Node.BaseName}'" : null;
    }

    /// <summary>Whether a word stands in a name between signs: <c>pl111</c> in <c>arm,pl111</c>, not <c>gem</c> in <c>gemini</c>.</summary>
    private static bool IsPartOf(string word, string name)
    {
        for (int at = name.IndexOf(word, StringComparison.Ordinal); at >= 0; at = name.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            bool begins = at == 0 || !char.IsAsciiLetterOrDigit(name[at - 1]);
            bool ends = at + word.Length == name.Length || !char.IsAsciiLetter(name[at + word.Length]);
            if (begins && ends)
            {
                return true;
            }
        }

        return false;
    }
}

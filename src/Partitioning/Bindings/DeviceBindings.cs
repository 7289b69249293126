namespace Partition.Partitioning.Bindings;

/// <summary>
/// The properties of single devices and subsystems that hold phandles; what all devices have in common is in <see cref="PhandleBindings"/>.
/// </summary>
/// <remarks>
/// From the devices' own bindings (Linux, Documentation/devicetree/bindings), as the trees of Linux 6.1 for ARM use them. A name that means
/// other things elsewhere (<c>port</c>, <c>link</c>) is left to the marks of a source.
/// </remarks>
internal static class DeviceBindings
{
    /// <summary>Properties of phandles alone.</summary>
    public static string[] Phandles { get; } = Names(
        "ae-handle allwinner,codec-analog-controls allwinner,pipelines altr,ecc-parent amlogic,ao-secure amlogic,ao-sysctrl "
        + "amlogic,canvas amlogic,hhi-sysctrl\n"
        + "amlogic,secbus2 apple,sart arm,cs-dev-assoc arm,vexpress,config-bridge aspeed,cvic aspeed,external-nodes aspeed,scu "
        + "aspeed,sram asram\n"
        + "atmel,audio-codec atmel,matrix atmel,nfc-io atmel,nfc-sram atmel,pmc atmel,smc atmel,ssc-controller audio-amplifier "
        + "audio-asrc audio-aux-devs\n"
        + "audio-codec audio-codecs audio-controllers audio-cpu axentia,audio-codec axentia,cpu-dai bitclock-master brcm,sr-cdru "
        + "brcm,sr-mhb buffer-manager\n"
        + "capture cci-control-port codec-handle companion contiguous-area controller cpu-dai ctrl-module ddc devfreq devfreq-events "
        + "device-handle dfx display\n"
        + "dma-masters domain-idle-states dsaf-handle ecc-engine ethernet firmware flash-leds fpga-mgr frame-master fsl,anatop "
        + "fsl,cpucfg fsl,ddrc fsl,fman-ports\n"
        + "fsl,imx7d-pcie-phy fsl,input-sel fsl,iram fsl,panel fsl,pres fsl,prg fsl,saif-master fsl,tcon fsl,tempmon fsl,usbphy "
        + "fsl,weim-cs-gpr gpio-ext gpr\n"
        + "hdmi-phandle hisilicon,hi6220-clk-sram i2c-bus infracfg internal-mem iram lens-focus marvell,crypto-srams "
        + "marvell,system-controller\n"
        + "marvell,usb-misc-reg mediatek,apmixedsys mediatek,audio-codec mediatek,audio-codec-bt-mrg mediatek,auxadc mediatek,cci "
        + "mediatek,ethsys\n"
        + "mediatek,headset-codec mediatek,hifsys mediatek,infracfg mediatek,larbs mediatek,pcie-mirror mediatek,pctl "
        + "mediatek,pctl-regmap mediatek,pericfg\n"
        + "mediatek,phy-mode mediatek,platform mediatek,scp mediatek,sgmiisys mediatek,smi mediatek,topckgen mediatek,vpu mediatek,wed "
        + "mediatek,wed-pcie\n"
        + "microchip,sfr mmc-pwrseq monitored-battery nand-ecc-engine native-mode netcp-gbe nokia,audio-codec nokia,cpu-dai "
        + "nokia,headphone-amplifier\n"
        + "nomadik-gpio-chips nuvoton,sysgcr nvidia,ac97-controller nvidia,apbmisc nvidia,audio-codec nvidia,axi2apb nvidia,ddc-i2c-bus "
        + "nvidia,dpaux\n"
        + "nvidia,external-memory-controller nvidia,ganged-mode nvidia,i2s-controller nvidia,memory-controller nvidia,outputs "
        + "nvidia,panel nvidia,phy\n"
        + "nvidia,xusb-padctl oxsemi,sys-ctrl pcsphy-handle peer-hub phy playback pm-sram pm_qos power-supplies prcm ptimer-handle "
        + "ptp-timer qcom,acc\n"
        + "qcom,bcm-voters qcom,gmu qcom,mmio qcom,nss-common qcom,qmp qcom,qsgmii-csr qcom,rpm-msg-ram qcom,rproc qcom,rx-device "
        + "qcom,saw qcom,saw-reg\n"
        + "qcom,tx-device regmap-csw regmap-efuse regmap-mcba regmap-mcbb regmap-rb regulator-coupled-with renesas,bonding renesas,cmms "
        + "renesas,companion\n"
        + "renesas,fcp required-opps rockchip,audio-codec rockchip,codec rockchip,cpu rockchip,grf rockchip,hdmi-codec "
        + "rockchip,headset-codec\n"
        + "rockchip,i2s-controller rockchip,phy-grf rockchip,pipe-grf rockchip,pipe-phy-grf rockchip,pmu rockchip,usbgrf "
        + "saif-controllers samsung,audio-codec\n"
        + "samsung,audio-cpu samsung,cam0-sysreg samsung,cam1-sysreg samsung,disp-sysreg samsung,exynos-sataphy-i2c-phandle "
        + "samsung,fsys-sysreg\n"
        + "samsung,i2s-controller samsung,pmureg-phandle samsung,power-domain samsung,syscon-clk samsung,syscon-phandle "
        + "samsung,sysreg-phandle secure-monitor\n"
        + "shmem simple-audio-card,aux-devs simple-audio-card,bitclock-master simple-audio-card,frame-master slim-ifc-dev "
        + "snps,axi-config snps,mtl-rx-config\n"
        + "snps,mtl-tx-config spdif-controller sram ssi-controller st,vtg ste,config stericsson,audio-codec stericsson,cpu-dai "
        + "tbi-handle ti,am65x-oldi-io-ctrl\n"
        + "ti,audio-codec ti,cpb-codec ti,cpb-mcasp ti,ctrl_mod ti,dmic ti,elm-id ti,mcasp-controller ti,mcbsp ti,mcpdm "
        + "ti,provided-clocks ti,ringacc ti,rproc\n"
        + "ti,sci ti,serdes-clk ti,timers ti,twl6040 ti,unmapped-event-sources ti,usb-charger-detection ti,watchdog-timers transceiver "
        + "ts_syscon usb-phy\n"
        + "vbus-regulator wakeup-parent");

    /// <summary>
    /// Properties of one phandle and what the property itself means by the rest: a register of a system controller, a bit in it.
    /// </summary>
    public static string[] First { get; } = Names(
        "allwinner,sram atmel,rtt-rtc-time-reg fsl,mipi-phy-gpr fsl,pcie-scfg fsl,stop-mode gpio,syscon-dev intel,npe-handle "
        + "intel,queue-chl-rxtrig\n"
        + "intel,queue-chl-txready intel,queue-pkt-rx intel,queue-pkt-txdone intf_mode msi-ranges nvidia,bpmp nvidia,pmc phy-select "
        + "qcom,dload-mode\n"
        + "qcom,halt-regs qcom,ipc qcom,ipc-1 qcom,ipc-2 qcom,ipc-3 qcom,ipc-4 qcom,perst-regs qcom,qaccept-regs qcom,spare-regs "
        + "queue-rx queue-txready\n"
        + "renesas,ipmmu-main samsung,sysreg st,sync st,syscfg st,syscfg-fmp st,syscfg-holdboot st,syscfg-m4-state st,syscfg-pdds "
        + "st,syscfg-rsc-tbl st,syscfg-tz\n"
        + "subctrl-vbase ti,bootreg ti,camerrx-control");

    /// <summary>Properties of GPIOs whose names do not end as they should.</summary>
    public static string[] Gpios { get; } = Names(
        "gpio-miso gpio-mosi gpio-reset gpio-rtc-data gpio-rtc-reset gpio-rtc-sclk gpio-sck gpios-reset i2s1-in-sel-gpio1 "
        + "i2s1-in-sel-gpio2 ti,hs_extmute_gpio\n"
        + "wlf,ldo1ena wlf,ldo2ena wlf,ldoena wlf,reset");

    private static string[] Names(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}

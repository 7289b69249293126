using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>What of a partition Xen cannot hold, and would tell of at boot, if at all.</summary>
internal static class XenDiagnostics
{
    public static Diagnostic UnsupportedProcessor(SourceSpan at, string processor) => Diagnostic.Error("HV5101", at,
        $"The board's CPU is '{processor}', which has no virtualization extensions, and Xen needs them. "
        + "Use another board, or set Hypervisor to Xvisor.");

    public static Diagnostic NoVirtualInterrupts(SourceSpan at, BoardDevice controller) => Diagnostic.Error("HV5102", at,
        $"The interrupt controller {Named(controller)} has {controller.Registers.Length} ranges of registers, "
        + "and Xen needs four: distributor, CPU interface, "
        + "hypervisor interface and virtual CPU interface. Write all four into its reg; "
        + "a tree that QEMU wrote has them with -M virt,virtualization=on,gic-version=2.");

    public static Diagnostic MemorySize(SourceSpan at, string guest, ByteSize memory, ByteSize page, ByteSize most) => Diagnostic.Error(
        "HV5103", at,
        $"Memory of guest '{guest}' is {memory}; Xen gives whole pages of {page}, and has room for {most} at the guest's addresses. "
        + "Change Memory.");

    public static Diagnostic UnsupportedSetting(SourceSpan at, string guest, string setting, string why) => Diagnostic.Error("HV5104", at,
        $"{setting} of guest '{guest}' asks for what Xen does not do for a guest that it starts by itself: {why}. Leave {setting} out.");

    /// <summary>Devices that no guest gets are in pages that a guest gets.</summary>
    /// <param name="at">The guest's list of devices.</param>
    /// <param name="guest">The guest.</param>
    /// <param name="devices">Its devices in the pages.</param>
    /// <param name="pages">The pages.</param>
    /// <param name="neighbours">The devices that it does not get.</param>
    public static Diagnostic NeighboursInPage(
        SourceSpan at,
        string guest,
        ImmutableArray<OwnedDevice> devices,
        AddressRange pages,
        ImmutableArray<BoardDevice> neighbours)
    {
        bool isOne = neighbours.Length == 1;
        string leave = devices.All(static owned => owned.IsSelected)
            ? $", or leave {List(devices.Select(static owned => $"'{owned.Device.Name}'"))} out of Devices"
            : "";
        return Diagnostic.Warning("HV5105", at,
            $"Xen gives guest '{guest}' whole pages. Those of {List(devices.Select(static owned => $"'{owned.Device.Name}'"))} at {pages} "
            + $"also hold {List(neighbours.Select(Named))}, which no guest gets, so the guest can reach {(isOne ? "it" : "them")}. "
            + $"Add {List(neighbours.Select(static device => $"'{device.Name}'"))} to Devices of '{guest}' if that does no harm{leave}.");
    }

    public static Diagnostic NoEmulator(SourceSpan at, string guest, BoardDevice device) => Diagnostic.Error("HV5106", at,
        $"Guest '{guest}' is to get an imitation of {Named(device)}, and Xen imitates no device of a board; "
        + "every guest has a serial port of Xen's own. "
        + $"Write '!{device.Name}' into Devices, or Access=\"Passthrough\" for the hardware itself.");

    public static Diagnostic ConsoleInterrupt(SourceSpan at, string guest, OwnedDevice owned, InterruptId interrupt) => Diagnostic.Error(
        "HV5107", at,
        $"{Named(owned.Device)} raises interrupt {interrupt}, "
        + $"which is that of the serial port that Xen emulates for guest '{guest}'; Xen routes an interrupt "
        + $"to a guest under its own number. Set EmulatedConsole=\"false\" for '{guest}', which then has no line on the board's console, "
        + $"or: {LeaveOut(owned)}");

    public static Diagnostic PrivateInterrupt(SourceSpan at, string guest, OwnedDevice owned, InterruptId interrupt) => Diagnostic.Error(
        "HV5108", at,
        $"{Named(owned.Device)} raises interrupt {interrupt}, which each CPU has for itself, "
        + $"and Xen routes only shared ones to guest '{guest}'. "
        + $"{LeaveOut(owned)}");

    public static Diagnostic InterruptOfTwo(
        SourceSpan at,
        InterruptId interrupt,
        BoardDevice device,
        string guest,
        BoardDevice other,
        string otherGuest) => Diagnostic.Error("HV5109", at,
        $"Xen routes interrupt {interrupt} to one guest alone, and the second one starts without it: "
        + $"'{device.Name}' of guest '{guest}' and '{other.Name}' of guest '{otherGuest}' both raise it, "
        + "and allowing or sharing does not change that. Give both devices to one guest.");

    public static Diagnostic PlaceTaken(
        SourceSpan at,
        string guest,
        OwnedDevice owned,
        AddressRange pages,
        string what,
        AddressRange taken,
        string why) => Diagnostic.Error("HV5111", at,
        $"{Named(owned.Device)} would be at {pages} in guest '{guest}', and Xen puts {what} at {taken} of every guest. "
        + $"The guest cannot see the device elsewhere: {why}. {LeaveOut(owned)}");

    public static Diagnostic Forced(SourceSpan at, string guest, BoardDevice device) => Diagnostic.Information("HV5112", at,
        $"No IOMMU stands before {Named(device)}, and nothing in the tree says that it writes memory by itself; "
        + $"Xen is told to give it to guest '{guest}' all the same "
        + "(xen,force-assign-without-iommu).");

    /// <summary>The board's tree does not say where Xen prints.</summary>
    /// <param name="at">The place for it.</param>
    /// <param name="first">The board's first serial port, which is taken then; <see langword="null"/> when there is none.</param>
    public static Diagnostic NoHostConsole(SourceSpan at, BoardDevice? first)
    {
        string message = "Xen prints on the board's console, and /chosen of the board's tree names none."
            + (first is null ? "" : $" {Named(first)} is taken, the first serial port.")
            + " Give it a stdout-path: "
            + $"chosen {{ stdout-path = {(first is { Node.Labels: [.., var label] } ? $"&{label}" : "&uart0")}; }};";
        return first is null ? Diagnostic.Error("HV5113", at, message) : Diagnostic.Warning("HV5113", at, message);
    }

    /// <summary>Xen cannot drive the port that it would print on.</summary>
    /// <param name="at">The port's node.</param>
    /// <param name="port">The port.</param>
    /// <param name="version">The version of Xen that the project boots.</param>
    /// <param name="first">The first version with a driver for the port; <see langword="null"/> when none is known.</param>
    public static Diagnostic NoConsoleDriver(SourceSpan at, BoardDevice port, Version version, Version? first) => Diagnostic.Warning(
        "HV5137", at,
        $"Xen's console is {Named(port)}, and Xen {version} has no driver for it ({string.Join(", ", port.Compatible)}): Xen would print "
        + "nothing, and the lines of guests would not come out. "
        + (first is null ? "" : $"Boot Xen {first} or later and set HypervisorProfile to {first}, or ")
        + $"{(first is null ? "B" : "b")}oot a Xen of the board's vendor that has one, or write dtuart= with another port into "
        + "HypervisorArguments.");

    public static Diagnostic PhandleReserved(SourceSpan at, string guest, string path, uint phandle, uint first) => Diagnostic.Error(
        "HV5114", at,
        $"Node {path} in the Xen tree of guest '{guest}' has the phandle 0x{phandle:x}, "
        + $"and Xen keeps 0x{first:x} and above for what it makes. Give the node a smaller one, or none.");

    public static Diagnostic BusTooWide(SourceSpan at, string guest, string path, string bus) => Diagnostic.Error("HV5115", at,
        $"Node {path} in the Xen tree of guest '{guest}' has xen,reg, and Xen reads it only where #address-cells and #size-cells of the "
        + $"node above ({bus}) are 1 or 2. "
        + "Give the device another way, or leave it out of Devices.");

    public static Diagnostic NoPassthroughNode(SourceSpan at, string guest, string missing) => Diagnostic.Error("HV5116", at,
        $"Xen wants a node /passthrough in its tree for guest '{guest}', with compatible = \"simple-bus\", ranges, "
        + $"#address-cells and #size-cells; this one has no {missing}. Write it.");

    public static Diagnostic UnalignedRegion(
        SourceSpan at,
        string guest,
        string path,
        AddressRange host,
        ulong guestAddress,
        ByteSize page) => Diagnostic.Error("HV5117", at,
        $"The xen,reg of {path} gives guest '{guest}' {host} at 0x{guestAddress:x8}, "
        + $"and Xen refuses the guest unless addresses and size are multiples of {page}. Give whole pages.");

    public static Diagnostic IncompleteAssignment(SourceSpan at, string guest, string path, string present, string missing) =>
        Diagnostic.Error("HV5118", at,
        $"Node {path} in the Xen tree of guest '{guest}' has {present} and no {missing}, and Xen refuses the guest then. "
        + "Write both, or neither.");

    public static Diagnostic MalformedRegion(SourceSpan at, string guest, string path, int cells) => Diagnostic.Error("HV5119", at,
        $"The xen,reg of {path} in the Xen tree of guest '{guest}' has entries of {cells} cells (board address, size, guest address), "
        + "and its length is no multiple of that. Correct it.");

    public static Diagnostic UnknownHostNode(SourceSpan at, string guest, string path, string hostPath) => Diagnostic.Error("HV5120", at,
        $"The xen,path of {path} in the Xen tree of guest '{guest}' is '{hostPath}', and the board's tree has no such node, "
        + "so that the guest would get no interrupts. Write the full path of the device there.");

    public static Diagnostic ForeignHostNode(SourceSpan at, string guest, string path, BoardDevice device) => Diagnostic.Error("HV5126", at,
        $"The xen,path of {path} in the Xen tree of guest '{guest}' names {Named(device)}, "
        + "whose interrupts the guest would get, and the plan does not give it that device. "
        + $"Add '{device.Name}' to Devices of '{guest}', or take the node out of the tree.");

    public static Diagnostic NoControllerPlaceholder(SourceSpan at, string guest, uint named, uint phandle) => Diagnostic.Error(
        "HV5121", at,
        $"The Xen tree of guest '{guest}' names an interrupt controller that it does not have. Without a node /gic in the tree, the "
        + $"guest's interrupt controller must be called 0x{phandle:x}. "
        + $"Use that number, or write gic {{ phandle = <0x{named:x}>; }}; below the root.");

    public static Diagnostic NoKernel(SourceSpan at, string guest) => Diagnostic.Warning("HV5122", at,
        $"Guest '{guest}' has no Kernel, so Xen cannot start it; it is left out of what the machine boots. Set its metadatum Kernel.");

    public static Diagnostic UnknownKernelFormat(SourceSpan at, string guest) => Diagnostic.Error("HV5127", at,
        $"Kernel of guest '{guest}' is no zImage, Image or uImage, and Xen starts nothing else. "
        + "Take the file that Linux' own build makes for boot loaders, arch/arm/boot/zImage or arch/arm64/boot/Image.");

    public static Diagnostic FilesOutsideMemory(SourceSpan at, string guest, string file, AddressRange place, AddressRange memory) =>
        Diagnostic.Error("HV5123", at,
        $"'{file}' of guest '{guest}' would be loaded at {place}, and the board's RAM is {memory}. "
        + "Make the kernels and root file systems smaller, or give the board's tree more RAM.");

    public static Diagnostic NotEnoughMemory(SourceSpan at, ByteSize guests, ByteSize own, ByteSize files, ByteSize board) =>
        Diagnostic.Error("HV5124", at,
        $"The guests have {guests} of RAM, Xen itself needs about {own}, the files that it starts them from {files}, "
        + $"and the board has {board}. Lower Memory of a guest.");

    public static Diagnostic ArgumentsTooLong(SourceSpan at, string guest, int length, int limit) => Diagnostic.Error("HV5125", at,
        $"KernelArguments of guest '{guest}' have {length} bytes, and Xen takes {limit}. Shorten them.");

    public static Diagnostic DeviceMoved(
        SourceSpan at, string guest, BoardDevice device, AddressRange pages, AddressRange place) => Diagnostic.Information("HV5128", at,
        $"Guest '{guest}' sees {Named(device)} at {place}, not at the board's {pages}: its RAM or a device that Xen emulates is there.");

    /// <summary>The tree that Xen makes for a guest does not fit.</summary>
    /// <param name="at">The guest's list of devices.</param>
    /// <param name="guest">The guest.</param>
    /// <param name="size">The size of the tree, in bytes.</param>
    /// <param name="most">The size of the buffer, in bytes.</param>
    /// <param name="remedy">
    /// The suppliers that the guest could do without, and the size of the tree then; <see langword="null"/> when there are none.
    /// </param>
    public static Diagnostic GuestTreeTooLarge(
        SourceSpan at, string guest, int size, int most, (ImmutableArray<string> Suppliers, int Size)? remedy) => Diagnostic.Error(
        "HV5129", at,
        $"The device tree that Xen makes for guest '{guest}' would have {size} bytes, and its buffer has {most}: Xen would stop with "
        + "\"Device tree generation failed\". "
        + (remedy is not { } without ? "Give the guest fewer devices or CPUs or shorter KernelArguments. "
            : without.Size > most
                ? $"Without its suppliers ({string.Join(", ", without.Suppliers)}) it would still have {without.Size}: "
                    + "give the guest fewer devices. "
            : $"Give the guest fewer devices, or let guests keep what firmware has set in suppliers, which leaves {without.Size} bytes: "
                + $"<SupplierPolicy Include=\"{string.Join("; ", without.Suppliers)}\" Others=\"Frozen\" />. ")
        + "Xen 4.18 and later have a larger buffer: set HypervisorProfile to 4.18 if you boot one.");

    public static Diagnostic InterruptNotRouted(SourceSpan at, string guest, OwnedDevice owned, BoardDevice controller) =>
        Diagnostic.Error("HV5130", at,
        $"The interrupts of {Named(owned.Device)} go through {Named(controller)}, and Xen routes only lines that end at the board's "
        + $"generic interrupt controller itself: guest '{guest}' would wait for them forever. {LeaveOut(owned)}");

    public static Diagnostic InterruptLost(SourceSpan at, string guest, BoardDevice device, BoardDevice controller) =>
        Diagnostic.Warning("HV5131", at,
        $"An interrupt of {Named(device)} goes through {Named(controller)}, and Xen routes only lines that end at the board's "
        + $"generic interrupt controller itself: guest '{guest}' gets the other interrupts of the device, and never this one. "
        + "Make sure that its driver does without, as for an interrupt that only wakes the board up.");

    public static Diagnostic UnknownVersion(SourceSpan at, string profile) => Diagnostic.Error("HV5132", at,
        $"HypervisorProfile must be a version of Xen from 4.17 on, and is '{profile}'. Write 4.18, for example, or leave it out for 4.17.");

    public static Diagnostic NoInterruptController(SourceSpan at) => Diagnostic.Error("HV5133", at,
        "The board has no generic interrupt controller (GICv2 or GICv3), and Xen needs one. Use another board or hypervisor.");

    public static Diagnostic UnalignedMemory(SourceSpan at, string guest, ulong place, ByteSize unit, ulong nearest) => Diagnostic.Error(
        "HV5134", at,
        $"PhysicalMemoryBase of guest '{guest}' must be a multiple of {unit}, which kernels of 64 bits need, and is 0x{place:x}. "
        + $"Write 0x{nearest:x} or another multiple.");

    /// <summary>A guest at the board's addresses cannot have the emulated serial port.</summary>
    /// <param name="at">Where the guest gets its RAM.</param>
    /// <param name="guest">The guest.</param>
    /// <param name="port">The board's port that Xen prints on.</param>
    /// <param name="size">What the emulated port takes of the addresses.</param>
    public static Diagnostic ConsoleNotReusable(SourceSpan at, string guest, BoardDevice port, ByteSize size) => Diagnostic.Error(
        "HV5135", at,
        $"Guest '{guest}' has its RAM at the board's addresses (PhysicalMemoryBase), so its emulated serial port takes over the address "
        + $"and interrupt of {Named(port)}, and that must have {size} of registers and an interrupt; otherwise Xen refuses the guest. "
        + $"Set EmulatedConsole=\"false\" for '{guest}'.");

    public static Diagnostic NoStaticMemory(SourceSpan at, string guest) => Diagnostic.Error("HV5136", at,
        $"Guest '{guest}' has PhysicalMemoryBase, and HypervisorKernel is a Xen without static memory, which would stop with "
        + "\"direct-map is not valid\". Build Xen with CONFIG_UNSUPPORTED and CONFIG_STATIC_MEMORY, or leave PhysicalMemoryBase out.");

    /// <summary>A device by its label and its path; by its path alone when it has no label.</summary>
    private static string Named(BoardDevice device) =>
        device.Node.Labels.IsEmpty ? $"'{device.Node.Path}'" : $"'{device.Name}' ({device.Node.Path})";

    /// <summary>How a guest does without a device: what another one needs goes with that one.</summary>
    private static string LeaveOut(OwnedDevice owned) => owned.IsSelected
        ? $"Leave '{owned.Device.Name}' out of Devices."
        : $"The guest has it because of a need ({owned.Because}): leave the first of these out of Devices, or let guests keep what "
            + $"firmware has set in it: <SupplierPolicy Include=\"{owned.Device.Name}\" Others=\"Frozen\" />.";

    /// <summary>Names in a row: <c>a, b and c</c>.</summary>
    private static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all is [.. var first, var last] && first.Length > 0 ? $"{string.Join(", ", first)} and {last}" : string.Join("", all);
    }
}

using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>What Xen makes of a board's devices: the hardware itself for one guest, or nothing.</summary>
/// <param name="arguments">Xen's command line; empty for the made one.</param>
internal sealed class XenOwnership(string arguments) : IOwnershipPolicy
{
    private const string ConsoleOption = "dtuart=";

    private static readonly string[] s_interruptParts = ["arm,gic-v2m-frame", "arm,gic-v3-its"];

    private static readonly string[] s_iommus =
        ["arm,smmu-v1", "arm,smmu-v2", "arm,mmu-400", "arm,mmu-401", "arm,mmu-500"];

    public static XenOwnership Instance { get; } = new("");

    public string Name => "Xen";

    public bool MapsMemoryIdentically => false;

    public bool RunsGuestsTogether => true;

    public bool AnswersForStubs => false;

    /// <remarks>
    /// Xen 4.17, xen/arch/arm/vsmc.c: it answers PSCI and its own calls, and refuses others; of Xilinx' firmware a guest reaches the
    /// version.
    /// </remarks>
    public bool PassesFirmwareCalls => false;

    /// <remarks>It makes the guest's tree, and copies nothing but the guest's devices into it.</remarks>
    public bool WritesReservations => false;

    public bool BypassesInterruptController(BoardDevice controller) => InterruptRoutes.IsWatcher(controller);

    public bool ImitatesDevices => false;

    public ulong? GuestMemoryBase => GuestLayout.MemoryStart;

    /// <remarks>
    /// It programs them itself, and a guest's reference to one would lead nowhere. Its own interrupt controller takes no messages.
    /// </remarks>
    public bool Hides(BoardDevice device) =>
        IsIommu(device) || IsInterruptPart(device);

    /// <remarks>Not what Xen uses itself, and not what has an interrupt that Xen cannot route to a guest.</remarks>
    public bool IsOffered(Board board, BoardDevice device) =>
        device.Role != DeviceRole.Device
        || (FindOwnUse(board, device) is null
            && !device.Interrupts.Any(static line => line.IsPrivate || line == GuestLayout.DefaultConsoleInterrupt));

    /// <remarks>Of the parts of the processor a guest has others, at the addresses of <see cref="GuestLayout"/>.</remarks>
    public bool Moves(GuestPlan guest, BoardDevice device) =>
        device.Role == DeviceRole.Platform
        || (guest.Find(device.Node)?.IsHardware == true && GuestAddresses.Of(guest).IsMoved(device));

    /// <remarks>
    /// Xen 4.17, xen/drivers/passthrough/arm/smmu.c. It has no driver for SMMUv3 or IPMMU in the builds of distributions.
    /// </remarks>
    public bool DrivesIommu(BoardDevice iommu) => iommu.Compatible.Any(s_iommus.Contains);

    public DeviceAccess Resolve(Board board, BoardDevice device) => DeviceAccess.Passthrough;

    /// <summary>
    /// Where boot loaders and QEMU put Xen and its tree; the guests' files follow. Xen finds room for all else around the guests' RAM.
    /// </summary>
    public IEnumerable<(AddressRange Range, string Use)> FindOwnMemory(Board board) =>
        board.Memory is [var first, ..] ? [(ModuleLayout.BeforeModules(first), "itself and its tree while it boots")] : [];

    public string? MemoryPlacementNeeds => "a Xen with CONFIG_STATIC_MEMORY, which distributions do not build";

    public string? FindOwnUse(Board board, BoardDevice device) =>
        device.Node == FindConsole(board) ? UseAsConsole(board)
        : IsIommu(device) ? "the IOMMU that keeps guests apart"
        : IsInterruptPart(device) ? "a part of its interrupt controller"
        : null;

    /// <summary>What Xen uses its console for; where nothing names one, a project may have meant another.</summary>
    private string UseAsConsole(Board board) => board.FindConsole() is not null || NamedConsole is not null
        ? "its console"
        : "its console, as the board's first serial port, because /chosen has no stdout-path";

    /// <summary>The serial port that Xen prints on.</summary>
    /// <remarks>
    /// docs/misc/xen-command-line, dtuart: a path or an alias, with options after a colon; without it, stdout-path of /chosen
    /// (xen/drivers/char/arm-uart.c).
    /// </remarks>
    public DeviceTreeNode? FindConsole(Board board) =>
        NamedConsole is { } named ? board.FindConsole(named) : FindDefaultConsole(board);

    private string? NamedConsole => arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .LastOrDefault(static word => word.StartsWith(ConsoleOption, StringComparison.Ordinal))?[ConsoleOption.Length..];

    /// <summary>The serial port that the made command line names: that of stdout-path, or else the board's first, <c>serial0</c>.</summary>
    public static DeviceTreeNode? FindDefaultConsole(Board board) => board.FindConsole() ?? FindFirstPort(board);

    /// <summary>
    /// The board's first serial port: the one of the alias <c>serial0</c>, which boot loaders print on, or else the first in the tree;
    /// <see langword="null"/> for none.
    /// </summary>
    public static DeviceTreeNode? FindFirstPort(Board board) =>
        board.FindByAlias("serial0") is { } port && board.FindDisabled(port) is null
            ? port
            : SerialPorts.FindConsole(board, board.Devices.Where(device => board.FindDisabled(device.Node) is null))?.Node;

    private static bool IsIommu(BoardDevice device) => device.Node.FindProperty("#iommu-cells") is not null;

    private static bool IsInterruptPart(BoardDevice device) => device.Compatible.Any(s_interruptParts.Contains);
}

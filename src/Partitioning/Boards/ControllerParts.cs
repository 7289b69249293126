using Partition.DeviceTree.Model;

namespace Partition.Partitioning.Boards;

/// <summary>Finds the nodes below a controller without which it does not work, or does not do what the board needs.</summary>
/// <remarks>
/// Linux bindings: pinctrl/st,stm32-pinctrl.yaml and pinctrl/amlogic,meson-pinctrl*.yaml describe pin controllers whose registers are in
/// their GPIO banks; gpio/gpio.txt lets a <c>gpio-hog</c> below a GPIO controller set a line as soon as there is a driver.
/// </remarks>
internal static class ControllerParts
{
    private static readonly string[] s_pinControllers = ["pinctrl", "pinmux", "pin-controller", "pinconf"];

    /// <summary>The parts of a node; none for a node that is not such a controller.</summary>
    public static IEnumerable<DeviceTreeNode> Of(BoardDevice device) =>
        IsPinControllerOfBanks(device) ? device.Node.Children.Where(IsBank)
        : IsGpioController(device.Node) ? device.Node.Children.Where(static child => child.FindProperty("gpio-hog") is not null)
        : [];

    /// <summary>The controller that a node is a part of, so that whoever does without the controller does without the part.</summary>
    public static DeviceTreeNode? FindWhole(Board board, DeviceTreeNode node) =>
        node.Parent is { } parent && IsBank(node) && IsPinControllerOfBanks(board[parent]) ? parent : null;

    /// <summary>Whether a node is a pin controller, by its name or by what it is compatible with.</summary>
    public static bool IsPinController(BoardDevice device) =>
        s_pinControllers.Contains(device.Node.BaseName)
            || device.Compatible.Any(static name => Array.Exists(s_pinControllers, part => name.Contains(part, StringComparison.Ordinal)));

    private static bool IsPinControllerOfBanks(BoardDevice device) =>
        device.Node.FindProperty("reg") is null && IsPinController(device);

    /// <summary>Whether a node is a bank of GPIO lines; one with a <c>compatible</c> has a driver of its own, and is a device.</summary>
    private static bool IsBank(DeviceTreeNode node) => IsGpioController(node) && node.FindProperty("compatible") is null;

    private static bool IsGpioController(DeviceTreeNode node) => node.FindProperty("gpio-controller") is not null;
}

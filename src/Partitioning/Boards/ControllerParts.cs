using System.Collections.Immutable;
using Partition.DeviceTree.Model;

namespace Partition.Partitioning.Boards;

/// <summary>Finds the nodes below a controller without which it does not work, or does not do what the board needs.</summary>
/// <remarks>
/// Linux bindings: pinctrl/st,stm32-pinctrl.yaml and pinctrl/amlogic,meson-pinctrl*.yaml describe pin controllers whose registers are in
/// their GPIO banks; gpio/gpio.txt lets a <c>gpio-hog</c> below a GPIO controller set a line as soon as there is a driver;
/// soc/fsl/cpm_qe/qe.txt and sram/sram.yaml describe memories that drivers find below a controller, and the parts of these in use.
/// </remarks>
internal static class ControllerParts
{
    private static readonly string[] s_pinControllers = ["pinctrl", "pinmux", "pin-controller", "pinconf"];

    /// <summary>The parts of a node; none for a node that is not such a controller.</summary>
    public static IEnumerable<DeviceTreeNode> Of(BoardDevice device) =>
        IsPinControllerOfBanks(device) ? device.Node.Children.Where(IsBank)
        : IsMemory(device.Node) ? device.Node.Children
        : device.Role == DeviceRole.Device ? device.Node.Children.Where(child => IsHog(device.Node, child) || IsFoundByDriver(child))
        : device.Node.Children.Where(child => IsHog(device.Node, child));

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

    /// <summary>Whether a node is a memory whose children say which parts of it are in use, so that a driver leaves these alone.</summary>
    private static bool IsMemory(DeviceTreeNode node) => IsCompatible(
        node, static name => name == "mmio-sram" || name.EndsWith("-muram", StringComparison.Ordinal));

    /// <summary>Whether the driver of the node above finds a node by its <c>compatible</c>: a memory, QUICC Engine routing.</summary>
    private static bool IsFoundByDriver(DeviceTreeNode node) => IsMemory(node) || IsCompatible(
        node, static name => name.EndsWith("-qe-si", StringComparison.Ordinal) || name.EndsWith("-qe-siram", StringComparison.Ordinal));

    private static bool IsCompatible(DeviceTreeNode node, Predicate<string> isMeant) =>
        node.TryGetValue("compatible", out PropertyValue? value)
        && value.TryReadStrings(out ImmutableArray<string> names) && names.Any(name => isMeant(name));

    private static bool IsHog(DeviceTreeNode controller, DeviceTreeNode node) =>
        node.FindProperty("gpio-hog") is not null && IsGpioController(controller);

    private static bool IsGpioController(DeviceTreeNode node) => node.FindProperty("gpio-controller") is not null;
}

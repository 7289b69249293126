using System.Collections.Immutable;
using System.Globalization;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Xen;

/// <summary>
/// Writes the <c>/aliases</c> of a tree for Xen, which copies them: drivers number their devices by them, and some need one.
/// </summary>
/// <remarks>
/// Linux, drivers/tty/serial/imx.c: a serial port without an alias does not probe. The board's numbers stay. Only the emulated serial port
/// is <c>serial0</c> where the guest also has ports of the same driver, so that <c>console=ttyAMA0</c> is that one whatever probes first
/// (drivers/tty/serial/amba-pl011.c).
/// </remarks>
internal sealed class GuestAliases
{
    private const string SerialPrefix = "serial";
    private const string FirstPort = "serial0";
    private const string Driver = "arm,pl011";

    private readonly List<(string Name, DeviceTreeNode Node)> _aliases;

    /// <summary>Takes the aliases of a guest's slice before its nodes change their locations.</summary>
    public GuestAliases(Board slice) => _aliases =
    [
        .. (slice.Document.FindByPath("/aliases")?.Properties ?? [])
            .Select(alias => (alias.Name, Node: slice.FindByAlias(alias.Name)))
            .Where(static alias => alias.Node is not null)
            .Select(static alias => (alias.Name, alias.Node!)),
    ];

    /// <summary>Follows a node to the one that replaces it.</summary>
    public void Replace(DeviceTreeNode node, DeviceTreeNode replacement)
    {
        for (int i = 0; i < _aliases.Count; i++)
        {
            if (_aliases[i].Node == node)
            {
                _aliases[i] = _aliases[i] with { Node = replacement };
            }
        }
    }

    /// <summary>Writes those whose nodes the tree has.</summary>
    /// <param name="root">The root of the finished tree.</param>
    /// <param name="layout">The machine of the guest.</param>
    public void Write(DeviceTreeNode root, GuestLayout layout)
    {
        (string Name, DeviceTreeNode Node)[] left = [.. _aliases.Where(alias => alias.Node.IsWithin(root))];
        bool numbersConsole = layout.HasConsole && Array.Exists(left, static alias => IsPort(alias.Name) && IsOfTheSameDriver(alias.Node))
            && !Array.Exists(left, static alias => alias.Name == FirstPort && !IsOfTheSameDriver(alias.Node));
        if (left.Length == 0)
        {
            return;
        }

        var aliases = new DeviceTreeNode("aliases");
        root.AddChild(aliases);
        foreach ((string name, DeviceTreeNode node) in left)
        {
            string written = numbersConsole && name == FirstPort ? FreePort(left) : name;
            aliases.SetProperty(written, PropertyValue.FromStrings(node.Path));
        }

        if (numbersConsole)
        {
            aliases.SetProperty(FirstPort, PropertyValue.FromStrings($"/{GuestTree.NameOfConsole(layout)}"));
        }
    }

    private static bool IsPort(string alias) => alias.StartsWith(SerialPrefix, StringComparison.Ordinal);

    private static bool IsOfTheSameDriver(DeviceTreeNode node) =>
        node.FindProperty("compatible")?.Value.TryReadStrings(out ImmutableArray<string> names) == true && names.Contains(Driver);

    private static string FreePort((string Name, DeviceTreeNode Node)[] aliases) => Enumerable.Range(1, aliases.Length)
        .Select(static number => $"{SerialPrefix}{number.ToString(CultureInfo.InvariantCulture)}")
        .First(name => !Array.Exists(aliases, alias => alias.Name == name));
}

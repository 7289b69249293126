using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Model;

/// <summary>A node of a device tree: a name, properties in order, child nodes in order.</summary>
/// <remarks>
/// Nodes can be edited; properties and values cannot, they are replaced. Order is kept everywhere, because it decides the
/// bytes of a DTB.
/// </remarks>
public sealed class DeviceTreeNode
{
    private readonly List<DeviceTreeProperty> _properties = [];
    private readonly List<DeviceTreeNode> _children = [];

    /// <summary>Makes a node without properties, children or parent.</summary>
    /// <param name="name">The whole name with its unit address, <c>uart@9000</c>; empty for a root.</param>
    public DeviceTreeNode(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    /// <summary>The whole name with its unit address; empty for a root.</summary>
    public string Name { get; }

    /// <summary>The name before the <c>@</c>.</summary>
    public string BaseName => Name.IndexOf('@', StringComparison.Ordinal) is int at and >= 0 ? Name[..at] : Name;

    /// <summary>What follows the <c>@</c>, or <see langword="null"/> when there is none.</summary>
    public string? UnitAddress => Name.IndexOf('@', StringComparison.Ordinal) is int at and >= 0 ? Name[(at + 1)..] : null;

    /// <summary><see cref="BaseName"/>, without a copy.</summary>
    internal ReadOnlySpan<char> BaseNameSpan =>
        Name.IndexOf('@', StringComparison.Ordinal) is int at and >= 0 ? Name.AsSpan(0, at) : Name;

    /// <summary><see cref="UnitAddress"/>, without a copy; empty when there is none.</summary>
    internal ReadOnlySpan<char> UnitAddressSpan =>
        Name.IndexOf('@', StringComparison.Ordinal) is int at and >= 0 ? Name.AsSpan(at + 1) : [];

    /// <summary>The node this one is a child of; <see langword="null"/> for a root.</summary>
    public DeviceTreeNode? Parent { get; private set; }

    /// <summary>The properties, in order.</summary>
    public IReadOnlyList<DeviceTreeProperty> Properties => _properties;

    /// <summary><see cref="Properties"/>, for loops that run often.</summary>
    internal ReadOnlySpan<DeviceTreeProperty> PropertySpan => CollectionsMarshal.AsSpan(_properties);

    /// <summary><see cref="Children"/>, for loops that run often.</summary>
    internal ReadOnlySpan<DeviceTreeNode> ChildSpan => CollectionsMarshal.AsSpan(_children);

    /// <summary>The child nodes, in order.</summary>
    public IReadOnlyList<DeviceTreeNode> Children => _children;

    /// <summary>Labels, in the order in which dtc lists them: those of the last definition first.</summary>
    public ImmutableArray<string> Labels { get; set; } = [];

    /// <summary>Where the node was first opened: from its brace to behind its semicolon.</summary>
    public SourceSpan Span { get; set; } = SourceSpan.None;

    /// <summary>Where the node was opened again to be extended, in order.</summary>
    public ImmutableArray<SourceSpan> Extensions { get; set; } = [];

    /// <summary>
    /// Whether the node has children, or had some that its source deleted again. dtc's checks take no notice of deletions there.
    /// </summary>
    internal bool HadChildren => _children.Count > 0 || HasDeletedChildren;

    /// <summary>Whether the source deleted a child of this node.</summary>
    internal bool HasDeletedChildren { get; init; }

    /// <summary>The full path, <c>/soc/uart@9000</c>; <c>/</c> for a root.</summary>
    public string Path => Parent is null ? "/" : Parent.Parent is null ? "/" + Name : Parent.Path + "/" + Name;

    /// <summary>The phandle, from <c>phandle</c> or else <c>linux,phandle</c>; <see langword="null"/> when the node has none.</summary>
    public uint? Phandle =>
        FindProperty("phandle")?.Value.TryReadCell(out uint phandle) == true ? phandle
        : FindProperty("linux,phandle")?.Value.TryReadCell(out uint legacy) == true ? legacy : null;

    /// <summary>Finds a property by its name.</summary>
    /// <returns>The property, or <see langword="null"/>.</returns>
    public DeviceTreeProperty? FindProperty(string name)
    {
        // Checks ask this some hundred thousand times: a predicate would be an object for each question.
        foreach (DeviceTreeProperty property in _properties)
        {
            if (property.Name == name)
            {
                return property;
            }
        }

        return null;
    }

    /// <summary>Finds the value of a property.</summary>
    /// <param name="name">The property's name.</param>
    /// <param name="value">The value, when there is such a property.</param>
    public bool TryGetValue(string name, [NotNullWhen(true)] out PropertyValue? value)
    {
        value = FindProperty(name)?.Value;
        return value is not null;
    }

    /// <summary>Finds a child by its whole name, unit address included.</summary>
    /// <returns>The child, or <see langword="null"/>.</returns>
    public DeviceTreeNode? FindChild(string name)
    {
        foreach (DeviceTreeNode child in _children)
        {
            if (child.Name == name)
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>Finds a node below this one by a path of whole names; this node itself for a path without names.</summary>
    internal DeviceTreeNode? FindDescendant(string path)
    {
        DeviceTreeNode? node = this;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node?.FindChild(name);
        }

        return node;
    }

    /// <summary>This node and all below it, parents first, in order.</summary>
    public IEnumerable<DeviceTreeNode> DescendantsAndSelf()
    {
        var pending = new Stack<DeviceTreeNode>();
        pending.Push(this);
        while (pending.TryPop(out DeviceTreeNode? node))
        {
            yield return node;
            for (int i = node._children.Count - 1; i >= 0; i--)
            {
                pending.Push(node._children[i]);
            }
        }
    }

    /// <summary>Sets a property: replaces one of the same name in its place, or appends it.</summary>
    public void SetProperty(DeviceTreeProperty property)
    {
        ArgumentNullException.ThrowIfNull(property);
        int index = _properties.FindIndex(existing => existing.Name == property.Name);
        if (index < 0)
        {
            _properties.Add(property);
        }
        else
        {
            _properties[index] = property;
        }
    }

    /// <summary>Sets a property to a value: replaces one of the same name in its place, or appends it.</summary>
    public void SetProperty(string name, PropertyValue value) => SetProperty(new DeviceTreeProperty(name, value));

    /// <summary>Makes room before properties and children are appended.</summary>
    internal void Reserve(int properties, int children)
    {
        _properties.EnsureCapacity(properties);
        _children.EnsureCapacity(children);
    }

    /// <summary>Appends a property even when the name is there already, as a faulty source may have it.</summary>
    internal void AppendProperty(DeviceTreeProperty property) => _properties.Add(property);

    /// <summary>Puts a property before the others.</summary>
    internal void PrependProperty(DeviceTreeProperty property) => _properties.Insert(0, property);

    /// <summary>Removes the property of a name.</summary>
    /// <returns>Whether there was one.</returns>
    public bool RemoveProperty(string name) => _properties.RemoveAll(property => property.Name == name) > 0;

    /// <summary>Appends a child node.</summary>
    /// <returns>The child.</returns>
    /// <exception cref="ArgumentException">The child has a parent already.</exception>
    public DeviceTreeNode AddChild(DeviceTreeNode child) => InsertChild(_children.Count, child);

    /// <summary>Puts a child node before those from an index on.</summary>
    /// <returns>The child.</returns>
    internal DeviceTreeNode InsertChild(int index, DeviceTreeNode child)
    {
        ArgumentNullException.ThrowIfNull(child);
        if (child.Parent is not null)
        {
            throw new ArgumentException($"'{child.Path}' has a parent already.", nameof(child));
        }

        child.Parent = this;
        _children.Insert(index, child);
        return child;
    }

    /// <summary>Sorts properties and children by the bytes of their names; what has the same name stays in its order.</summary>
    internal void SortByName()
    {
        DeviceTreeProperty[] properties = [.. _properties.OrderBy(static property => property.Name, StringComparer.Ordinal)];
        DeviceTreeNode[] children = [.. _children.OrderBy(static child => child.Name, StringComparer.Ordinal)];
        _properties.Clear();
        _properties.AddRange(properties);
        _children.Clear();
        _children.AddRange(children);
    }

    /// <summary>Removes a child node with all below it.</summary>
    /// <returns>Whether it was a child of this node.</returns>
    public bool RemoveChild(DeviceTreeNode child)
    {
        ArgumentNullException.ThrowIfNull(child);
        if (!_children.Remove(child))
        {
            return false;
        }

        child.Parent = null;
        return true;
    }
}

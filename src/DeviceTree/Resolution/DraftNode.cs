using Partition.DeviceTree.Model;
using Partition.DeviceTree.Syntax;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Resolution;

/// <summary>A node while statements still change it.</summary>
/// <remarks>
/// What is deleted keeps its slot: if it comes back, it comes back in its old place, as in dtc. The order of the bytes
/// depends on it.
/// </remarks>
internal sealed class DraftNode(string name, DraftNode? parent)
{
    private NamedList<DraftLabel>? _labels;
    private List<SourceSpan>? _extensions;
    private string? _path;

    // Most nodes have none.
    private static readonly List<DraftLabel> NoLabels = [];

    /// <summary>The name with its unit address.</summary>
    public string Name { get; } = name;

    /// <summary>The node around it.</summary>
    public DraftNode? Parent { get; } = parent;

    /// <summary>Where the name stands.</summary>
    public SourceSpan NameSpan { get; set; } = SourceSpan.None;

    /// <summary>From the brace to behind the semicolon, where the node was first opened.</summary>
    public SourceSpan Span { get; set; } = SourceSpan.None;

    /// <summary>Where it was opened again.</summary>
    public IReadOnlyList<SourceSpan> Extensions => _extensions ?? [];

    /// <summary>Its labels, the deleted ones too.</summary>
    public List<DraftLabel> Labels { get; private set; } = NoLabels;

    /// <summary>Its properties, the deleted ones too.</summary>
    public NamedList<DraftProperty> Properties { get; } = new(static property => property.Name);

    /// <summary>The nodes within, the deleted ones too.</summary>
    public NamedList<DraftNode> Children { get; } = new(static child => child.Name);

    /// <summary>Whether the node is deleted.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Whether the node goes when nothing refers to it.</summary>
    public bool IsOmittedWithoutReference { get; set; }

    /// <summary>Whether a value refers to it.</summary>
    public bool IsReferenced { get; set; }

    /// <summary>Its phandle, or 0.</summary>
    public uint Phandle { get; set; }

    /// <summary>The properties that are there.</summary>
    public IEnumerable<DraftProperty> LiveProperties => Properties.Where(static property => !property.IsDeleted);

    /// <summary>The nodes within that are there.</summary>
    public IEnumerable<DraftNode> LiveChildren => Children.Where(static child => !child.IsDeleted);

    /// <summary>The labels that are there.</summary>
    public IEnumerable<DraftLabel> LiveLabels => Labels.Where(static label => !label.IsDeleted);

    /// <summary>The full path.</summary>
    public string Path => _path ??= Parent is null ? "/" : Parent.Parent is null ? "/" + Name : Parent.Path + "/" + Name;

    /// <summary>The name before the unit address.</summary>
    public string BaseName => Name.IndexOf('@', StringComparison.Ordinal) is int at and >= 0 ? Name[..at] : Name;

    /// <summary>This node and all below it that are there, parents first, in order.</summary>
    public IEnumerable<DraftNode> LiveNodes()
    {
        var pending = new Stack<DraftNode>();
        pending.Push(this);
        while (pending.TryPop(out DraftNode? node))
        {
            if (node.IsDeleted)
            {
                continue;
            }

            yield return node;
            for (int i = node.Children.Count - 1; i >= 0; i--)
            {
                pending.Push(node.Children[i]);
            }
        }
    }

    /// <summary>Finds a property that is there.</summary>
    public DraftProperty? FindProperty(string name) => Properties.Find(name, static property => !property.IsDeleted);

    /// <summary>Finds a node within that is there.</summary>
    public DraftNode? FindChild(ReadOnlySpan<char> name) => Children.Find(name, static child => !child.IsDeleted);

    /// <summary>Finds a node below by a path from here; slashes may be doubled or stand at its end.</summary>
    public DraftNode? FindPath(ReadOnlySpan<char> path)
    {
        DraftNode? node = IsDeleted ? null : this;
        foreach (Range part in path.Split('/'))
        {
            node = path[part].IsEmpty ? node : node?.FindChild(path[part]);
        }

        return node;
    }

    /// <summary>Adds a label before the others, or brings a deleted one back.</summary>
    public void AddLabel(LabelSyntax label)
    {
        if (_labels?.Find(label.Name) is { } existing)
        {
            existing.IsDeleted = false;
            return;
        }

        var added = new DraftLabel(label.Name, label.Span);
        if (_labels is null)
        {
            _labels = new(static label => label.Name);
            Labels = new(1);
        }

        _labels.Add(added);
        Labels.Insert(0, added);
    }

    /// <summary>Notes that it was opened again.</summary>
    public void AddExtension(SourceSpan span) => (_extensions ??= []).Add(span);

    /// <summary>Appends a property that no source has.</summary>
    public void AppendProperty(string name, PropertyValue value) => Properties.Add(new(new()
    {
        Name = name,
        NameSpan = SourceSpan.None,
        Span = SourceSpan.None,
        Value = value,
    }));

    /// <summary>Appends a node that no source has.</summary>
    public DraftNode AppendChild(string name)
    {
        var child = new DraftNode(name, this);
        Children.Add(child);
        return child;
    }
}

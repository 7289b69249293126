using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Syntax;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Resolution;

/// <summary>Carries out the statements of a source, one after the other, and so builds its tree.</summary>
internal sealed class TreeBuilder
{
    private readonly DocumentSyntax _document;
    private readonly CheckFindings _diagnostics;
    private readonly LabelTable _labels;
    private SourceSpan _rootDeletion = SourceSpan.None;
    private int _fragments;

    /// <summary>Makes a builder that has an empty root.</summary>
    public TreeBuilder(DocumentSyntax document, CheckFindings diagnostics)
    {
        (_document, _diagnostics) = (document, diagnostics);
        _labels = new(Root);
    }

    /// <summary>The root.</summary>
    public DraftNode Root { get; } = new("", null);

    /// <summary>The labels of nodes.</summary>
    public LabelTable Labels => _labels;

    /// <summary>Builds the tree.</summary>
    /// <param name="missesFiles">Whether a file is missing, so that unknown labels are no news.</param>
    public void Build(bool missesFiles)
    {
        bool isFirst = true;
        foreach (StatementSyntax statement in _document.Statements)
        {
            if (isFirst && !_document.IsPlugin && statement.Kind != StatementKind.Root)
            {
                _diagnostics.Add(TreeDiagnostics.NoRootYet(statement.ReferenceSpan));
            }

            isFirst = false;
            if (statement.Kind == StatementKind.Root)
            {
                Open(Root, statement.Body!, isNew: Root.Span == SourceSpan.None && Root.Children.Count == 0);
            }
            else
            {
                Carry(statement, missesFiles);
            }
        }

        if (Root.IsDeleted)
        {
            _diagnostics.Add(TreeDiagnostics.RootDeleted(_rootDeletion));
        }
    }

    private void Carry(StatementSyntax statement, bool missesFiles)
    {
        string reference = statement.Reference;
        bool isPath = reference.StartsWith('/');
        if (statement.Kind == StatementKind.Extension
            && _document.IsPlugin
            && (isPath || _labels.Find(reference) is null)
            && statement.Body!.Labels.Count == 0)
        {
            AddFragment(statement, isPath);
            return;
        }

        DraftNode? node = reference == "/" ? Root : _labels.FindReference(reference); // Also a deleted root may be begun again so.
        if (node is null)
        {
            if (!missesFiles && !_document.PassedLabels.Contains(reference))
            {
                _diagnostics.Add(isPath
                    ? ReferenceDiagnostics.UnknownPath(statement.ReferenceSpan, reference, LabelTable.LongestPath(Root, reference))
                    : ReferenceDiagnostics.UnknownLabel(statement.ReferenceSpan, reference, _labels.Nearest(reference)));
            }

            // Its labels may be asked for; one fault is enough.
            _document.PassedLabels.UnionWith(statement.Body is null ? [] : LabelsWithin(statement.Body));
        }
        else if (statement.Kind == StatementKind.Extension)
        {
            Open(node, statement.Body!, isNew: false);
        }
        else if (statement.Kind == StatementKind.Omission)
        {
            node.IsOmittedWithoutReference = true;
        }
        else
        {
            _rootDeletion = node == Root ? statement.ReferenceSpan : _rootDeletion;
            Delete(node);
        }
    }

    private static IEnumerable<string> LabelsWithin(NodeSyntax node) =>
        node.Labels.Select(static label => label.Name).Concat(node.Children.SelectMany(LabelsWithin));

    /// <summary>Makes the fragment that applies a body to a node of another tree.</summary>
    private void AddFragment(StatementSyntax statement, bool isPath)
    {
        if (!isPath && statement.Reference.Contains('/', StringComparison.Ordinal))
        {
            _diagnostics.Add(TreeDiagnostics.RelativeTarget(statement.ReferenceSpan, statement.Reference));
            return;
        }

        DraftNode fragment = Root.AppendChild(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"fragment@{_fragments++}"));
        fragment.NameSpan = statement.ReferenceSpan;
        var target = new ValueBuilder();
        if (isPath)
        {
            target.Mark(ValueMarkerKind.String, "", statement.ReferenceSpan);
            target.Append(System.Text.Encoding.Latin1.GetBytes(statement.Reference));
            target.Append([0]);
        }
        else
        {
            target.Mark(ValueMarkerKind.Cells32, "", statement.ReferenceSpan);
            target.Mark(ValueMarkerKind.PhandleReference, statement.Reference, statement.ReferenceSpan);
            target.AppendCell(uint.MaxValue, 32);
        }

        fragment.AppendProperty(isPath ? "target-path" : "target", target.ToValue());
        Open(fragment.AppendChild("__overlay__"), statement.Body!, isNew: true);
    }

    /// <summary>Gives a node what a body says. A slot that a deletion left is not new, though it never had a body.</summary>
    private void Open(DraftNode node, NodeSyntax syntax, bool isNew)
    {
        if (node.Span == SourceSpan.None)
        {
            (node.NameSpan, node.Span) = (syntax.NameSpan, syntax.Span);
        }
        else
        {
            node.AddExtension(syntax.Span);
        }

        node.IsDeleted = false;
        AddLabels(node, syntax, isNew);
        if (isNew)
        {
            Fill(node, syntax);
        }
        else
        {
            Merge(node, syntax);
        }
    }

    private void AddLabels(DraftNode node, NodeSyntax syntax, bool isNew)
    {
        // Those of one definition stay as written: each is put before the others, so the last comes first.
        int count = syntax.Labels.Count;
        for (int i = 0; i < count; i++)
        {
            LabelSyntax label = syntax.Labels[isNew ? count - 1 - i : i];
            node.AddLabel(label);
            _labels.Add(label.Name, node);
        }
    }

    /// <summary>Takes the first body of a node as it is: what stands there twice is found later.</summary>
    private void Fill(DraftNode node, NodeSyntax syntax)
    {
        node.Properties.Reserve(syntax.Properties.Count);
        foreach (PropertySyntax property in syntax.Properties)
        {
            node.Properties.Add(new(property));
        }

        node.Children.Reserve(syntax.Children.Count);
        foreach (NodeSyntax child in syntax.Children)
        {
            Append(node, child);
        }
    }

    private void Append(DraftNode node, NodeSyntax syntax)
    {
        var child = new DraftNode(syntax.Name, node)
        {
            NameSpan = syntax.NameSpan,
            IsOmittedWithoutReference = syntax.IsOmittedWithoutReference,
        };
        node.Children.Add(child);
        if (syntax.IsDeletion)
        {
            child.IsDeleted = true;
        }
        else
        {
            Open(child, syntax, isNew: true);
        }
    }

    private void Merge(DraftNode node, NodeSyntax syntax)
    {
        foreach (PropertySyntax property in syntax.Properties)
        {
            MergeProperty(node, property);
        }

        foreach (NodeSyntax child in syntax.Children)
        {
            DraftNode? existing = node.Children.Find(child.Name);
            if (child.IsDeletion)
            {
                if (existing is { IsDeleted: false })
                {
                    Delete(existing);
                }
            }
            else if (existing is null)
            {
                Append(node, child);
            }
            else
            {
                Open(existing, child, isNew: false);
            }
        }
    }

    private static void MergeProperty(DraftNode node, PropertySyntax property)
    {
        DraftProperty? existing = node.Properties.Find(property.Name);
        if (property.IsDeletion)
        {
            existing = node.FindProperty(property.Name);
            existing?.Delete();
        }
        else if (existing is null)
        {
            node.Properties.Add(new(property));
        }
        else
        {
            existing.Replace(property);
        }
    }

    /// <summary>Deletes a node with all below it; their slots stay.</summary>
    public void Delete(DraftNode node)
    {
        node.IsDeleted = true;
        foreach (DraftLabel label in node.Labels)
        {
            label.IsDeleted = true;
            _labels.Remove(label.Name, node);
        }

        foreach (DraftProperty property in node.Properties)
        {
            property.Delete();
        }

        foreach (DraftNode child in node.Children)
        {
            Delete(child);
        }
    }
}

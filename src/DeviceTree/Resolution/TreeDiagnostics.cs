using Partition.Diagnostics;

namespace Partition.DeviceTree.Resolution;

/// <summary>The faults of a tree's structure and of its names.</summary>
internal static class TreeDiagnostics
{
    public static Diagnostic NoRootYet(SourceSpan at) => Diagnostic.Error("HV1001", at,
        "The first node must be the root, '/ { };'. Only an overlay ('/dts-v1/; /plugin/;') may begin with a reference.");

    public static Diagnostic RootDeleted(SourceSpan at) => Diagnostic.Error("HV1002", at,
        "The root node is deleted, and no '/ { };' follows, so that nothing is left. Delete the nodes below it, or begin the root again.");

    public static Diagnostic RelativeTarget(SourceSpan at, string reference) => Diagnostic.Error("HV1003", at,
        $"An overlay cannot extend '{reference}': a node of its base is named by a label or by a full path.");

    public static Diagnostic DuplicateNode(SourceSpan at, string path, SourceSpan first) => Diagnostic.Error("HV1004", at,
        $"'{path}' is there already. To extend it, open its parent again, or write '&label {{ }};'.") with
    {
        Notes = first.HasFile ? [new(first, "The first one is here.")] : [],
    };

    public static Diagnostic DeletedInSameBody(SourceSpan at, string name) => Diagnostic.Error("HV1005", at,
        $"'{name}' is made and deleted in the same body, where deletions do not count.");

    public static Diagnostic DuplicateProperty(SourceSpan at, string name, string path, SourceSpan first) => Diagnostic.Error("HV1006", at,
        $"'{path}' has a property '{name}' already.") with
    {
        Notes = [new(first, "The first one is here.")],
    };

    public static Diagnostic DuplicateLabel(SourceSpan at, string label, SourceSpan first) => Diagnostic.Error("HV1007", at,
        $"The label '{label}' is used twice.") with
    {
        Notes = first.HasFile ? [new(first, "Its first use is here.")] : [],
    };

    public static Diagnostic BadNodeName(SourceSpan at, string name, char character) => Diagnostic.Error("HV1008", at,
        $"'{character}' cannot stand in the name of a node: '{name}'.");

    public static Diagnostic SecondUnitAddress(SourceSpan at, string name) => Diagnostic.Error("HV1009", at,
        $"The name '{name}' has more than one '@'.");

    public static Diagnostic EmptyNodeName(SourceSpan at, string name) => Diagnostic.Error("HV1010", at,
        $"Nothing stands before the '@' of '{name}'.");

    public static Diagnostic BadPropertyName(SourceSpan at, string name, char character) => Diagnostic.Error("HV1011", at,
        $"'{character}' cannot stand in the name of a property: '{name}'.");

    public static Diagnostic NameNotString(SourceSpan at) => Diagnostic.Error("HV1012", at,
        "The property 'name' is one string. It can be left out: a node's name says the same.");

    public static Diagnostic WrongName(SourceSpan at, string value, string expected) => Diagnostic.Error("HV1013", at,
        $"The property 'name' says \"{value}\", but the node is called '{expected}'. It can be left out.");
}

using System.Collections.Immutable;
using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;

namespace Partition.DeviceTree;

/// <summary>What a compilation of a device tree source is told, beside the source.</summary>
public sealed record CompilerOptions
{
    /// <summary>The options when nothing is said.</summary>
    public static CompilerOptions Default { get; } = new();

    /// <summary>Whether the source goes through the C preprocessor first; <c>/include/</c> works either way.</summary>
    public bool Preprocess { get; init; } = true;

    /// <summary>Directories searched for <c>#include</c> and <c>/include/</c>, in order, after the including file's own.</summary>
    public ImmutableArray<string> IncludeDirectories { get; init; } = [];

    /// <summary>
    /// Directories that stand for the first parts of included names, searched in order before <see cref="IncludeDirectories"/>.
    /// </summary>
    public ImmutableArray<IncludePrefix> IncludePrefixes { get; init; } = [];

    /// <summary>Macros defined before the source begins: <c>NAME</c> (as 1) or <c>NAME=value</c>.</summary>
    public ImmutableArray<string> Defines { get; init; } = [];

    /// <summary>
    /// Predefined macros that are forgotten before the source begins, behind <see cref="Defines"/>: <c>__DTS__</c> (<c>gcc -U</c>).
    /// </summary>
    public ImmutableArray<string> Undefines { get; init; } = [];

    /// <summary>
    /// The date that <c>__DATE__</c> and <c>__TIME__</c> show, in its own time zone, such as that of the environment's
    /// <c>SOURCE_DATE_EPOCH</c>; no <c>__TIMESTAMP__</c> is later. Without one, question marks are in its place: the compiler reads no
    /// clock.
    /// </summary>
    public DateTimeOffset? SourceDate { get; init; }

    /// <summary>Whether labels are kept in <c>/__symbols__</c> for overlays to use (<c>dtc -@</c>).</summary>
    public bool GenerateSymbols { get; init; }

    /// <summary>Which property says a phandle that the compiler gives out (<c>dtc -H</c>). What the source says itself stays.</summary>
    public PhandleFormat PhandleFormat { get; init; }

    /// <summary>Whether labels become properties of <c>/aliases</c>, behind those that are there (<c>dtc -A</c>).</summary>
    public bool GenerateAliases { get; init; }

    /// <summary>
    /// Whether <c>/__local_fixups__</c> lists the places of phandles in a source that is no overlay, too (<c>dtc -L</c>).
    /// </summary>
    public bool GenerateLocalFixups { get; init; }

    /// <summary>Which checks are made of the tree, and what comes of what they find.</summary>
    public CheckSettings Checks { get; init; } = CheckSettings.None;
}

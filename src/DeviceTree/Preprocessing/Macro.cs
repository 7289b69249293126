using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Preprocessing;

/// <summary>A macro. Its body is read when it is first used: most of the definitions in a header never are.</summary>
internal sealed class Macro(byte[] name, byte[] buffer, int bodyStart, int bodyEnd)
{
    private MacroBody? _body;
    private string? _displayName;

    /// <summary>The macro's name.</summary>
    public byte[] Name { get; } = name;

    /// <summary>The name as messages show it.</summary>
    public string DisplayName => _displayName ??= System.Text.Encoding.Latin1.GetString(Name);

    /// <summary>The names of the parameters; <see langword="null"/> when the macro takes no argument list.</summary>
    public List<byte[]>? Parameters { get; init; }

    /// <summary>Whether the last parameter takes all arguments that are left.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>Where it was defined.</summary>
    public SourceSpan Definition { get; init; } = SourceSpan.None;

    /// <summary>What the name means when its value depends on the location.</summary>
    public BuiltInMacro BuiltIn { get; init; }

    /// <summary>Whether the macro is being expanded, so that its name stands for itself.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether an argument list must follow the name.</summary>
    public bool IsFunctionLike => Parameters is not null;

    /// <summary>The body's tokens, with parameters and pasting marked.</summary>
    public MacroBody Body => _body ??= MacroBody.Read(buffer, bodyStart, bodyEnd, Parameters, IsVariadic);

    /// <summary>Whether two definitions say the same (C23, 6.10.5, paragraph 2).</summary>
    public bool IsSameAs(Macro other) =>
        BuiltIn == other.BuiltIn
        && IsVariadic == other.IsVariadic
        && (Parameters is null) == (other.Parameters is null)
        && (Parameters is null || Parameters.SequenceEqual(other.Parameters!, ByteStringComparer.Instance))
        && Body.IsSameAs(other.Body);
}

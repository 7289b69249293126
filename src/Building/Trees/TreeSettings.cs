using Partition.DeviceTree.Checks;
using Partition.Diagnostics;

namespace Partition.Building.Trees;

/// <summary>How one tree is compiled, and how a missing file is reported.</summary>
/// <param name="What">What the project calls the source: <c>HostDeviceTree</c>.</param>
/// <param name="Span">Where the project names the source.</param>
internal sealed record TreeSettings(string What, SourceSpan Span)
{
    /// <summary>Whether labels are kept for overlays.</summary>
    public bool Symbols { get; init; }

    /// <summary>Which checks are made.</summary>
    public CheckSettings Checks { get; init; } = CheckSettings.None;

    /// <summary>Whether only errors are reported, because another stage has reported the rest.</summary>
    public bool ErrorsOnly { get; init; }
}

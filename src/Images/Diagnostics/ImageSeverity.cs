namespace Partition.Images.Diagnostics;

/// <summary>How much an <see cref="ImageDiagnostic"/> matters. It is not part of a code's meaning: a project may raise or
/// lower it.</summary>
public enum ImageSeverity
{
    /// <summary>Worth knowing; nothing to do.</summary>
    Information,

    /// <summary>The output is usable but probably not what was meant.</summary>
    Warning,

    /// <summary>There is no usable output.</summary>
    Error,
}

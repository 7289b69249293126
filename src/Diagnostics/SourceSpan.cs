namespace Partition.Diagnostics;

/// <summary>A stretch of one source file.</summary>
/// <param name="Path">The file as it was opened; empty when the thing has no source (it was generated or read from a DTB).</param>
/// <param name="StartLine">Line of the first character, from 1.</param>
/// <param name="StartColumn">Column of the first character, from 1, counted in bytes; a tab is one.</param>
/// <param name="EndLine">Line of the end, from 1.</param>
/// <param name="EndColumn">Column just behind the last character, from 1.</param>
public readonly record struct SourceSpan(string Path, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <summary>The span of a thing that has no source.</summary>
    public static SourceSpan None { get; } = new("", 0, 0, 0, 0);

    /// <summary>A span that names a file and no place in it.</summary>
    /// <param name="path">The file as it was opened.</param>
    public static SourceSpan File(string path) => new(path, 0, 0, 0, 0);

    /// <summary>A span that names a line and no column in it: it is empty, at the line's beginning.</summary>
    /// <param name="path">The file as it was opened; empty when only the caller knows it.</param>
    /// <param name="line">The line, from 1.</param>
    public static SourceSpan Line(string path, int line) => new(path, line, 1, line, 1);

    /// <summary>Whether the span points into a file.</summary>
    public bool HasFile => !string.IsNullOrEmpty(Path);

    /// <summary>The span in the form that MSBuild and editors understand: <c>file(line,column)</c>.</summary>
    public override string ToString() => StartLine == 0 ? Path ?? "" : $"{Path}({StartLine},{StartColumn})";
}

using System.Collections.Immutable;
using System.Globalization;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Source;

/// <summary>The faults of files that a source asks for.</summary>
internal static class SourceFileDiagnostics
{
    private const int MaxListed = 4;
    private const int MaxListedNames = 32;

    public static Diagnostic SourceNotFound(string path) => Diagnostic.Error("HV1100", SourceSpan.File(path),
        $"There is no file '{path}'.");

    /// <summary>Included files of one folder were not found.</summary>
    /// <param name="at">Where the first of them is asked for.</param>
    /// <param name="name">Its name.</param>
    /// <param name="others">The names of the others.</param>
    /// <param name="directories">Where they were searched.</param>
    /// <param name="nearby">What was probably meant by the only one.</param>
    public static Diagnostic IncludeNotFound(
        SourceSpan at, string name, ImmutableArray<string> others, ImmutableArray<string> directories, string? nearby) => Diagnostic.Error(
        "HV1101", at,
        $"There is no file '{name}', neither beside this file nor {List(directories)}."
        + (others.IsDefaultOrEmpty ? "" : ListOthers(MissingInclude.FolderOf(name), others))
        + (nearby is null ? "" : $" Did you mean '{nearby}'?")
        + (name.Equals(nearby, StringComparison.OrdinalIgnoreCase) ? " Upper and lower case differ here." : ""));

    public static Diagnostic IncludeWithBackslash(SourceSpan at, string name, string slashed) => Diagnostic.Error("HV1122", at,
        $"There is no file '{name}'. The names of folders must be separated by '/': write '{slashed}'.");

    public static Diagnostic IncludesTooDeep(SourceSpan at, string name, int limit) => Diagnostic.Error("HV1102", at,
        $"'{name}' is not read: {limit} files are open already, each included by the one before. Does it include itself?");

    public static Diagnostic InputTooLarge(SourceSpan at, string name) => Diagnostic.Error("HV1103", at,
        $"'{name}' is not read to its end: this source takes in or makes too much.");

    public static Diagnostic Unreadable(SourceSpan at, string name, string reason) => Diagnostic.Error("HV1119", at,
        $"'{name}' cannot be read: {reason}");

    public static Diagnostic NotText(SourceSpan at, string name, string kind, string remedy) => Diagnostic.Error("HV1121", at,
        $"'{name}' is {kind}, not a device tree source. {remedy}");

    public static Diagnostic UnclosedComment(SourceSpan at) => Diagnostic.Error("HV1106", at, "The comment has no '*/'.");

    private static string ListOthers(string folder, ImmutableArray<string> others)
    {
        string files = others.Length == 1 ? "1 other file" : string.Create(CultureInfo.InvariantCulture, $"{others.Length} other files");
        string more = others.Length > MaxListedNames
            ? string.Create(CultureInfo.InvariantCulture, $" and {others.Length - MaxListedNames} more")
            : "";
        string listed = string.Join(", ", others.Take(MaxListedNames).Select(name => name[(folder.Length + 1)..]));
        return $" The same holds for {files} of '{folder}': {listed}{more}.";
    }

    private static string List(ImmutableArray<string> directories)
    {
        if (directories.IsDefaultOrEmpty)
        {
            return "elsewhere: no include directory is set";
        }

        string more = directories.Length > MaxListed
            ? string.Create(CultureInfo.InvariantCulture, $" and {directories.Length - MaxListed} more")
            : "";
        return $"in an include directory: {string.Join(", ", directories.Take(MaxListed).Select(static name => $"'{name}'"))}{more}";
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Partition.Building.Files;

namespace Partition.Building.Stages;

/// <summary>What is known of one run of a stage: what it was asked, what it read and wrote, and what it warned about.</summary>
/// <remarks>
/// A text file, so that a person can see why a stage ran: a line an entry, with tabs between the fields. It replaces lists of options,
/// dependency files and stamps. MSBuild compares dates of inputs and outputs, and misses files that are replaced by older ones, changed
/// options and deleted secondary outputs; a record does not.
/// </remarks>
internal sealed record StageRecord
{
    private const string Heading = "partition-stage-2";
    private const string End = "end";
    private const char Separator = '\t';

    /// <summary>The digest of the request.</summary>
    public required string Digest { get; init; }

    /// <summary>
    /// The files that were read with the dates that they had; those that were looked for and did not exist have the date 0.
    /// </summary>
    public ImmutableArray<DatedFile> Read { get; init; } = [];

    /// <summary>The files that were written, as they were left.</summary>
    public ImmutableArray<WrittenFile> Written { get; init; } = [];

    /// <summary>What later stages take from the run, by name.</summary>
    public ImmutableSortedDictionary<string, string> Values { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The warnings of the run.</summary>
    public ImmutableArray<RecordedWarning> Warnings { get; init; } = [];

    /// <summary>Whether what was written is still what the same run would write.</summary>
    /// <param name="digest">The digest of the request now.</param>
    /// <param name="root">Makes a path absolute.</param>
    public bool Holds(string digest, Func<string, string> root) =>
        Digest == digest
        && Read.All(file => DatedFile.DateOf(root(file.Path)) == file.Date)
        && Written.All(file => file.IsUnchanged(root));

    /// <summary>Reads a record.</summary>
    /// <param name="path">The file, as an absolute path.</param>
    /// <returns>The record; <see langword="null"/> when there is none, or another version, a killed build or a power cut left it.</returns>
    public static StageRecord? TryRead(string path)
    {
        if (!File.Exists(path) || ReadLines(File.ReadAllText(path)) is not [Heading, .. var lines])
        {
            return null;
        }

        string digest = "";
        var read = ImmutableArray.CreateBuilder<DatedFile>();
        var written = ImmutableArray.CreateBuilder<WrittenFile>();
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var warnings = ImmutableArray.CreateBuilder<RecordedWarning>();
        foreach (string line in lines)
        {
            switch (line.Split(Separator))
            {
                case ["digest", var text]:
                    digest = text;
                    break;
                case ["read", var date, var file] when TryParse(date, out long number):
                    read.Add(new(LineText.Unescape(file), number));
                    break;
                case ["written", var length, var date, var file] when TryParse(length, out long size) && TryParse(date, out long number):
                    written.Add(new(LineText.Unescape(file), size, number));
                    break;
                case ["value", var name, var text]:
                    values.Add(name, LineText.Unescape(text));
                    break;
                case ["warning", .. var fields] when RecordedWarning.TryParse(fields) is { } warning:
                    warnings.Add(warning);
                    break;
                default:
                    return null;
            }
        }

        return new()
        {
            Digest = digest,
            Read = read.ToImmutable(),
            Written = written.ToImmutable(),
            Values = values.ToImmutable(),
            Warnings = warnings.ToImmutable(),
        };
    }

    /// <summary>Writes the record; it appears only when it is complete.</summary>
    /// <param name="path">The file, as an absolute path.</param>
    public void Write(string path)
    {
        var text = new StringBuilder();
        Append(text, Heading);
        Append(text, "digest", Digest);
        foreach (DatedFile file in Read)
        {
            Append(text, "read", file.Date.ToString(CultureInfo.InvariantCulture), LineText.Escape(file.Path));
        }

        foreach (WrittenFile file in Written)
        {
            Append(
                text,
                "written",
                file.Length.ToString(CultureInfo.InvariantCulture),
                file.Date.ToString(CultureInfo.InvariantCulture),
                LineText.Escape(file.Path));
        }

        foreach ((string name, string value) in Values)
        {
            Append(text, "value", name, LineText.Escape(value));
        }

        foreach (RecordedWarning warning in Warnings)
        {
            Append(text, ["warning", .. warning.ToFields()]);
        }

        Append(text, End, HashOf(text.ToString()));
        AtomicFile.Write(path, text.ToString(), provesItself: true);
    }

    /// <summary>The lines of a record before its last, which has the hash of them all.</summary>
    private static string[] ReadLines(string text)
    {
        int end = text.LastIndexOf($"{End}{Separator}", StringComparison.Ordinal);
        return end > 0 && text[end..] == $"{End}{Separator}{HashOf(text[..end])}\n" ? text[..(end - 1)].Split('\n') : [];
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void Append(StringBuilder text, params ReadOnlySpan<string?> fields) => text.AppendJoin(Separator, fields).Append('\n');

    private static bool TryParse(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

using System.Collections.Immutable;
using System.Globalization;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Model;

internal sealed partial record GuestRequest
{
    private static readonly char[] s_separators = [';', '\r', '\n'];

    /// <summary>The text of each metadatum that the project gives, by the names in <see cref="GuestMetadata"/>.</summary>
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The text of a metadatum; empty when the project does not give it.</summary>
    public string TextOf(string metadatum) => Metadata.GetValueOrDefault(metadatum, "");

    /// <summary>Whether the project gives a metadatum, with more than blanks and separators.</summary>
    public bool Gives(string metadatum) => TextOf(metadatum).Any(static letter => letter != ';' && !char.IsWhiteSpace(letter));

    /// <summary>Reads a size; <see langword="null"/> when there is none. A text of another form has been reported.</summary>
    public ByteSize? SizeOf(string metadatum) => ByteSize.TryParse(TextOf(metadatum), out ByteSize size) ? size : null;

    /// <summary>Reads a whole number from 0; <see langword="null"/> when there is none. A text of another form has been reported.</summary>
    public int? NumberOf(string metadatum) =>
        int.TryParse(TextOf(metadatum), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>Reads a switch; <see langword="null"/> when there is none. A text of another form has been reported.</summary>
    public bool? SwitchOf(string metadatum) => Flag.TryParse(TextOf(metadatum), out bool value) ? value : null;

    /// <summary>Reads a time in nanoseconds; <see langword="null"/> when there is none. A text of another form has been reported.</summary>
    public ulong? DurationOf(string metadatum) => Duration.TryParse(TextOf(metadatum), out ulong nanoseconds) ? nanoseconds : null;

    /// <summary>Reads entries that are separated by semicolons or line breaks.</summary>
    public ImmutableArray<string> ListOf(string metadatum) =>
        [.. TextOf(metadatum).Split(s_separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Reads one of an enumeration's names, in any case; <see langword="null"/> for any other text.</summary>
    public TChoice? ChoiceOf<TChoice>(string metadatum)
        where TChoice : struct, Enum => Choice.TryParse(TextOf(metadatum), out TChoice choice) ? choice : null;
}

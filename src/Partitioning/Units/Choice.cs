namespace Partition.Partitioning.Units;

/// <summary>Reads one of a few words.</summary>
internal static class Choice
{
    /// <summary>Reads the name of an enumeration's member. Numbers and lists of names are not names.</summary>
    /// <param name="text">The name, in any case.</param>
    /// <param name="choice">The member, or the first one.</param>
    /// <returns>Whether a member has the name.</returns>
    public static bool TryParse<TChoice>(string text, out TChoice choice)
        where TChoice : struct, Enum
    {
        string? name = Array.Find(Enum.GetNames<TChoice>(), name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        choice = name is null ? default : Enum.Parse<TChoice>(name);
        return name is not null;
    }
}

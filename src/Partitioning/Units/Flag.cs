namespace Partition.Partitioning.Units;

/// <summary>Reads yes or no, in the words that MSBuild itself takes for it.</summary>
/// <remarks>MSBuild's reference, "MSBuild conditions": true, on and yes; false, off and no; in any case.</remarks>
internal static class Flag
{
    private static readonly string[] s_yes = ["true", "on", "yes"];
    private static readonly string[] s_no = ["false", "off", "no"];

    /// <summary>Reads one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isSet">What it says.</param>
    /// <returns>Whether it says yes or no.</returns>
    public static bool TryParse(string text, out bool isSet)
    {
        isSet = s_yes.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase);
        return isSet || s_no.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Reads one that was checked, or may be empty.</summary>
    /// <param name="text">The text.</param>
    /// <param name="otherwise">What is meant when it says neither.</param>
    public static bool Read(string text, bool otherwise) => TryParse(text, out bool isSet) ? isSet : otherwise;
}

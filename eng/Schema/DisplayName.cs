using System.Text.RegularExpressions;

namespace Partition.Schema;

/// <summary>Makes words of a name, as an IDE shows it.</summary>
internal static partial class DisplayName
{
    /// <summary><c>HostDeviceTree</c> as <c>Host device tree</c>.</summary>
    public static string Of(string name)
    {
        string words = Boundary().Replace(name, " ").ToLowerInvariant();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Boundary();
}

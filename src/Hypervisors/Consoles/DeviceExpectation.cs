using System.Text.RegularExpressions;

namespace Partition.Hypervisors.Consoles;

/// <summary>A device that a guest must list on its console while it comes up, or must not.</summary>
/// <remarks>
/// The protocol is a line <c>device: NAME</c> for each device; behind a blank the line may say more. A guest that prints something else
/// is compared by whole lines, or by a pattern.
/// </remarks>
/// <param name="Name">The name of such a line, or a whole line.</param>
/// <param name="Pattern">What a line must match instead; <see langword="null"/> to compare with the name.</param>
internal sealed record DeviceExpectation(string Name, Regex? Pattern)
{
    private const string Listing = "device: ";

    /// <summary>How long one line may keep a pattern busy. A pattern that takes longer is none that fits.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">A regular expression of .NET; empty for none.</param>
    /// <param name="fault">What is wrong with it; empty when nothing is.</param>
    /// <returns>The pattern, or <see langword="null"/> when there is none or it has a fault.</returns>
    public static Regex? ReadPattern(string text, out string fault)
    {
        fault = "";
        try
        {
            return text.Length == 0 ? null : new Regex(text, RegexOptions.CultureInvariant, s_patience);
        }
        catch (ArgumentException exception)
        {
            fault = exception.Message;
            return null;
        }
    }

    /// <summary>Finds the line that lists the device.</summary>
    /// <param name="lines">What a guest said until it was up.</param>
    /// <returns>The line, or <see langword="null"/> when none does.</returns>
    public string? Find(IEnumerable<string> lines) => lines.FirstOrDefault(Lists);

    /// <summary>The names of the devices that lines list.</summary>
    public static IEnumerable<string> NamesIn(IEnumerable<string> lines) => lines.Select(ReadName).OfType<string>().Distinct();

    private bool Lists(string line)
    {
        if (Pattern is null)
        {
            return line.Trim() == Name || ReadName(line) == Name;
        }

        try
        {
            return Pattern.IsMatch(line);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string? ReadName(string line) => line.StartsWith(Listing, StringComparison.Ordinal)
        ? line[Listing.Length..].Split(' ', 2, StringSplitOptions.TrimEntries)[0]
        : null;
}

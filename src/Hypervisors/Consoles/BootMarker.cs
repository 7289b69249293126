using System.Text.RegularExpressions;

namespace Partition.Hypervisors.Consoles;

/// <summary>What shows on a guest's console that the guest is up.</summary>
/// <param name="Text">A text that one of its lines contains; empty for <see cref="UpLine"/>, or the prompt of a shell or of a
/// login.</param>
internal sealed partial record BootMarker(string Text)
{
    /// <summary>
    /// The line that a guest's first process prints when it has listed its devices, by the protocol of docs/project-file.md.
    /// </summary>
    public const string UpLine = "partition: guest is up";

    /// <summary>The marker, for people.</summary>
    public string Description => Text.Length > 0 ? $"'{Text}'" : $"'{UpLine}', or a prompt";

    /// <summary>Whether a whole line shows it.</summary>
    public bool IsIn(string line) => line.Contains(Text.Length > 0 ? Text : UpLine, StringComparison.Ordinal);

    /// <summary>Whether the start of a line shows it. A prompt is one: nothing ends its line before somebody types.</summary>
    public bool IsInUnfinished(string line) => IsIn(line) || (Text.Length == 0 && Prompt().IsMatch(line));

    /// <summary><c>/ # </c>, <c>root@board:~# </c>, <c>$ </c> and <c>board login: </c>.</summary>
    [GeneratedRegex(@"^(\S* ?[#$]|\S+ login:) $", RegexOptions.CultureInvariant)]
    private static partial Regex Prompt();
}

using System.Text.RegularExpressions;
using System.Xml.Linq;
using Partition.Diagnostics;

namespace Partition.Survey;

/// <summary>The lines for a project file that messages propose.</summary>
internal static partial class Advice
{
    /// <summary>Reads the items of a message, in order; of several ways out, those up to the first "or".</summary>
    public static IEnumerable<XElement> Of(Diagnostic finding) =>
        Item().Matches(finding.Message).Select(static match => XElement.Parse(match.Value));

    [GeneratedRegex("<[A-Z][A-Za-z]+ [^<>]*/>")]
    private static partial Regex Item();
}

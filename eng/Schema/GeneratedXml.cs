using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Partition.Schema;

/// <summary>Writes XML with the same bytes on every system.</summary>
internal static class GeneratedXml
{
    private static readonly XmlWriterSettings s_settings = new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true };

    /// <summary>The text of a document that begins with a comment about where it comes from.</summary>
    public static string Write(XElement root)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, s_settings))
        {
            new XDocument(new XComment($" {GeneratedFiles.Notice} "), root).Save(writer);
        }

        return text.Append('\n').ToString();
    }
}

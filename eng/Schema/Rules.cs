using System.Xml.Linq;

namespace Partition.Schema;

/// <summary>What the rules of Visual Studio's common project system have in common.</summary>
internal static class Rules
{
    /// <summary>The namespace of <c>Microsoft.Build.Framework.XamlTypes</c>.</summary>
    public static readonly XNamespace Namespace = "http://schemas.microsoft.com/build/2009/properties";

    /// <summary>A file with several rules, or types of items and contents.</summary>
    public static XElement Definitions(params IEnumerable<XElement> definitions) =>
        new(Namespace + "ProjectSchemaDefinitions", definitions);
}

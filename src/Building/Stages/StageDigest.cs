using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Partition.Building.Items;

namespace Partition.Building.Stages;

/// <summary>Digests everything that a stage is asked to do, so that its record does not hold for another request.</summary>
/// <remarks>
/// A request's own properties are walked, so an option that a stage can read is an option that it digests: none can be forgotten.
/// </remarks>
internal static class StageDigest
{
    /// <summary>Digests a request.</summary>
    /// <param name="request">
    /// A record of text, numbers, truth values, <see cref="ProjectItem"/>s, lists of these, and records of these. An item counts with all
    /// of its metadata, but not with the file that defines it: where something is said changes nothing.
    /// </param>
    /// <param name="sdk">The identity of the code that builds.</param>
    /// <returns>SHA-256 in hexadecimal digits.</returns>
    /// <exception cref="ArgumentException">The request holds something else.</exception>
    public static string Of(object request, string sdk)
    {
        var text = new StringBuilder();
        AppendValue(text, sdk);
        AppendValue(text, request);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    // Every value has its length before it, so that no two requests give the same text.
    private static void AppendValue(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("-;");
                break;
            case string characters:
                text.Append(CultureInfo.InvariantCulture, $"{characters.Length}:").Append(characters).Append(';');
                break;
            case bool or Enum:
                AppendValue(text, value.ToString());
                break;
            case IFormattable number when value.GetType().IsPrimitive:
                AppendValue(text, number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case ProjectItem item:
                AppendItem(text, item);
                break;
            case IEnumerable list:
                text.Append('[');
                foreach (object? element in list)
                {
                    AppendValue(text, element);
                }

                text.Append("];");
                break;
            default:
                AppendRecord(text, value);
                break;
        }
    }

    private static void AppendItem(StringBuilder text, ProjectItem item)
    {
        AppendValue(text, item.Identity);
        foreach ((string name, string value) in item.Metadata.OrderBy(static pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            AppendValue(text, name);
            AppendValue(text, value);
        }

        text.Append('.');
    }

    private static void AppendRecord(StringBuilder text, object record)
    {
        Type type = record.GetType();
        if (type.Assembly != typeof(StageDigest).Assembly)
        {
            throw new ArgumentException($"A request must be made of the records of this assembly, but holds a {type}.", nameof(record));
        }

        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            AppendValue(text, property.Name);
            AppendValue(text, property.GetValue(record));
        }
    }
}

using System.Text;

namespace Partition.Hypervisors.Xvisor;

/// <summary>Text as Xvisor reads it.</summary>
internal static class StringBuilderExtensions
{
    /// <summary>Appends a line that ends in a line feed alone: a carriage return would end it a second time.</summary>
    public static void AppendUnixLine(this StringBuilder text, string line) => text.Append(line).Append('\n');
}

using System.Globalization;
using Partition.Images.Files;

namespace Partition.Images.Sources;

/// <summary>The fields of a line; those that are missing, and '-', are zero.</summary>
internal sealed class SourceFields(FileTree tree, IReadOnlyList<string> fields)
{
    /// <summary>How many there are.</summary>
    public int Count => fields.Count;

    /// <summary>Whether one of the numbers that were asked for was none.</summary>
    public bool HasFault { get; private set; }

    public string this[int index] => fields[index];

    /// <summary>A number, decimal.</summary>
    public uint Number(int index, string what)
    {
        string text = index < fields.Count ? fields[index] : "-";
        uint number = 0;
        if (text != "-" && !uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            HasFault = true;
            tree.Report(SourceDiagnostics.BadNumber(what, text, "a decimal number from 0 to 4294967295"));
        }

        return number;
    }

    /// <summary>A mode, octal; bits that say the kind, as some lists have them, are left out.</summary>
    public int Octal(int index, string what)
    {
        string text = index < fields.Count ? fields[index] : "0";
        if (text.Length is > 0 and <= 7 && text.All(static digit => digit is >= '0' and <= '7'))
        {
            return Convert.ToInt32(text, 8) & UnixMode.PermissionMask;
        }

        HasFault = true;
        tree.Report(SourceDiagnostics.BadNumber(what, text, "an octal number such as 0755"));
        return 0;
    }
}

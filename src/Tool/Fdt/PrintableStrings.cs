namespace Partition.Tool.Fdt;

/// <summary>Values that are shown as strings when their type is not given.</summary>
internal static class PrintableStrings
{
    /// <summary>Whether a value is made of strings, none empty and all printable ASCII.</summary>
    public static bool Are(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value[^1] != 0 || value[0] == 0)
        {
            return false;
        }

        for (int i = 0; i < value.Length; i++)
        {
            bool isPrintable = value[i] is >= (byte)' ' and <= (byte)'~';
            bool endsString = value[i] == 0 && value[i - 1] != 0;
            if (!isPrintable && !endsString)
            {
                return false;
            }
        }

        return true;
    }
}

namespace Partition.DeviceTree.Preprocessing;

/// <summary>Follows the strings of the device tree language, which go on over line ends.</summary>
internal static class StringState
{
    /// <summary>Whether a string is open at the end of a line.</summary>
    /// <param name="line">The line, without comments.</param>
    /// <param name="isOpen">Whether a string is open at its beginning.</param>
    public static bool AtEnd(ReadOnlySpan<byte> line, bool isOpen)
    {
        for (int i = 0; i < line.Length; i++)
        {
            if (isOpen && line[i] == '\\')
            {
                i++;
            }
            else if (line[i] == '"')
            {
                isOpen = !isOpen;
            }
            else if (!isOpen && line[i] == '\'')
            {
                i = PpScanner.SkipQuoted(line, i) - 1;
            }
        }

        return isOpen;
    }
}

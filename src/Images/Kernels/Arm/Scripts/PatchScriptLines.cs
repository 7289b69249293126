namespace Partition.Images.Kernels.Arm.Scripts;

/// <summary>The lines of a script one by one, in memory that does not grow with them.</summary>
internal sealed class PatchScriptLines(Stream script)
{
    /// <summary>The most bytes in a line, without its end. The reference tool's buffer is of this size.</summary>
    public const int MaxLength = 256;

    private readonly byte[] _line = new byte[MaxLength];
    private readonly byte[] _buffer = new byte[1 << 14];
    private int _position;
    private int _end;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Reads the next line.</summary>
    /// <param name="line">The line without its end and without blanks around it; valid until the next call.</param>
    /// <param name="isTooLong">Whether the line has more bytes than are allowed; <paramref name="line"/> is then its beginning.</param>
    /// <returns>False at the end of the script.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool isTooLong)
    {
        int length = 0;
        int next = Next();
        bool isThere = next >= 0;
        while (next >= 0 && next != '\n')
        {
            if (length < MaxLength)
            {
                _line[length] = (byte)next;
            }

            length = Math.Min(length + 1, MaxLength + 1);
            next = Next();
        }

        Number += isThere ? 1 : 0;
        isTooLong = length > MaxLength;
        line = _line.AsSpan(0, Math.Min(length, MaxLength)).Trim(" \t\r"u8);
        return isThere;
    }

    private int Next()
    {
        if (_position == _end)
        {
            _end = script.Read(_buffer);
            _position = 0;
        }

        return _end == 0 ? -1 : _buffer[_position++];
    }
}

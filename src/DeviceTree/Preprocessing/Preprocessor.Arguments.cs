namespace Partition.DeviceTree.Preprocessing;

internal sealed partial class Preprocessor
{
    /// <inheritdoc/>
    public bool IsAtParenthesis() => _frame.IsAtParenthesis();

    /// <inheritdoc/>
    public bool TryRead(out PpToken token)
    {
        token = default;
        bool isAtLineStart = false;
        int before = _frame.Position;
        while (true)
        {
            byte[] bytes = _frame.Bytes;
            int next = PpScanner.SkipBlanks(bytes, _frame.Position, acrossLines: false);
            if (next >= bytes.Length)
            {
                _frame.Position = next;
                return false;
            }

            if (bytes[next] == '\n')
            {
                _frame.Position = next + 1;
                isAtLineStart = true;
            }
            else if (isAtLineStart && bytes[next] == '#' && TryDirectiveInArguments(next))
            {
                while (!_frame.IsActive && _frame.Position < bytes.Length)
                {
                    ProcessLine();
                }
            }
            else
            {
                token = PpScanner.Read(bytes, next, bytes.Length, next > before) with { Origin = next + 1 };
                _frame.Position = next + token.Length;
                return true;
            }
        }
    }

    private bool TryDirectiveInArguments(int hash)
    {
        (bool isNested, int directive) = (_isInArguments, _directive);
        _isInArguments = true;
        bool isDirective = TryDirective(hash);
        (_isInArguments, _directive) = (isNested, directive);
        return isDirective;
    }
}

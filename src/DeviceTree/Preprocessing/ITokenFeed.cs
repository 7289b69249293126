namespace Partition.DeviceTree.Preprocessing;

/// <summary>What follows a macro in its file: arguments may have to be read from there.</summary>
internal interface ITokenFeed
{
    /// <summary>Whether the next token is an opening parenthesis. Reads nothing.</summary>
    bool IsAtParenthesis();

    /// <summary>Reads the next token, across lines.</summary>
    /// <returns><see langword="false"/> at the end.</returns>
    bool TryRead(out PpToken token);
}

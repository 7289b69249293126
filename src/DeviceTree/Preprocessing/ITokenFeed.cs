namespace Partition.DeviceTree.Preprocessing;

/// <summary>What the expansion of a macro asks its surroundings for.</summary>
internal interface ITokenFeed
{
    /// <summary>Whether the next token of the file is an opening parenthesis. Reads nothing.</summary>
    bool IsAtParenthesis();

    /// <summary>Reads the next token of the file, across lines. Directives on the way are obeyed.</summary>
    /// <returns><see langword="false"/> at the end.</returns>
    bool TryRead(out PpToken token);

    /// <summary>The value of a macro that depends on its location or on the host.</summary>
    /// <param name="macro">The macro.</param>
    /// <param name="origin">Where it is used: an offset in the file plus 1, or 0 for the location of the directive.</param>
    PpToken ValueOf(BuiltInMacro macro, int origin);

    /// <summary>Obeys a <c>_Pragma</c>.</summary>
    /// <param name="text">The text of its string, without quotes and escapes.</param>
    void ObeyPragma(byte[] text);

    /// <summary>Whether an <c>#include</c> would find a file.</summary>
    /// <param name="name">The name as <c>__has_include</c> has it.</param>
    /// <param name="isQuoted">Whether it is in quotes.</param>
    /// <param name="isNext">Whether <c>#include_next</c> is meant.</param>
    bool HasInclude(string name, bool isQuoted, bool isNext);
}

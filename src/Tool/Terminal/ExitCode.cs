namespace Partition.Tool.Terminal;

/// <summary>What the program reports to the shell. The help and docs/tool.md repeat it.</summary>
internal static class ExitCode
{
    /// <summary>Done; there may have been warnings.</summary>
    public const int Good = 0;

    /// <summary>The input has errors, or a file could not be read or written. No output was left behind.</summary>
    public const int InputHasErrors = 1;

    /// <summary>The command line is wrong; nothing was read.</summary>
    public const int Usage = 2;

    /// <summary>The program itself is wrong.</summary>
    public const int Unexpected = 3;
}

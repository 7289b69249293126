namespace Partition.Tool.Tests.Support;

/// <summary>What one run of the program did.</summary>
/// <param name="ExitCode">What the shell sees.</param>
/// <param name="Output">The text at the standard output.</param>
/// <param name="Error">The text at the standard error stream.</param>
/// <param name="Bytes">The bytes at the standard output, of a command that writes bytes.</param>
internal sealed record Outcome(int ExitCode, string Output, string Error, byte[] Bytes)
{
    /// <summary>The bytes as text.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    /// <summary>The outcome of a run that must end with 0.</summary>
    public Outcome Succeeded()
    {
        Assert.True(ExitCode == 0, $"It ended with {ExitCode}:\n{Output}\n{Error}");
        return this;
    }
}

using System.Text;

namespace Partition.Tests;

/// <summary>What a program said.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Bytes">What it wrote to its standard output.</param>
/// <param name="Errors">What it wrote to its standard error output.</param>
internal sealed record ToolResult(int ExitCode, byte[] Bytes, string Errors)
{
    /// <summary>What it wrote to its standard output, as text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The result of a program that must end with 0.</summary>
    public ToolResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"It ended with {ExitCode}:\n{Text}\n{Errors}");
        return this;
    }
}

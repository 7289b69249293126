namespace Partition.Tool.Native;

/// <summary>A command line that was read.</summary>
internal sealed class NativeArguments
{
    /// <summary>The options in their order, each with its value.</summary>
    public List<(NativeOption Option, string? Value)> Options { get; } = [];

    /// <summary>Everything else, in order.</summary>
    public List<string> Operands { get; } = [];

    /// <summary>
    /// What is wrong, as the end of a sentence that begins with the command's name; <see langword="null"/> when nothing is.
    /// </summary>
    public string? Fault { get; set; }

    /// <summary>Whether an option was given.</summary>
    public bool Has(string name) => Options.Exists(use => use.Option.Name == name);

    /// <summary>The value of an option, the last one when it was given several times.</summary>
    public string? ValueOf(string name) => Options.FindLast(use => use.Option.Name == name).Value;
}

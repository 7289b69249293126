namespace Partition.Tool.Native;

/// <summary>One option of a command line that is read as getopt_long reads it.</summary>
/// <param name="Letter">Its short form; <c>'\0'</c> when it has none.</param>
/// <param name="Name">Its long form, without the dashes.</param>
/// <param name="ValueName">What its value is called in the help; <see langword="null"/> when it takes none.</param>
/// <param name="Description">What it does, as the help says it.</param>
internal sealed record NativeOption(char Letter, string Name, string? ValueName, string Description);

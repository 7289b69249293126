namespace Partition.Tool.Native;

/// <summary>The help of a command, laid out as that of the others.</summary>
internal static class NativeHelp
{
    private const int Room = 28;

    /// <summary>Writes the help.</summary>
    public static void Write(NativeCommand command, TextWriter writer)
    {
        writer.WriteLine("Description:");
        writer.WriteLine($"  {command.Description}");
        writer.WriteLine();
        writer.WriteLine("Usage:");
        writer.WriteLine($"  partition {command.Name} {command.Usage}");
        writer.WriteLine();
        writer.WriteLine("Options:");
        foreach (NativeOption option in command.Options)
        {
            string letter = option.Letter == '\0' ? "    " : $"-{option.Letter}, ";
            string value = option.ValueName is null ? "" : $" {option.ValueName}";
            writer.WriteLine($"  {$"{letter}--{option.Name}{value}".PadRight(Room)} {option.Description}");
        }

        if (command.Remarks.Length > 0)
        {
            writer.WriteLine();
            writer.WriteLine(command.Remarks);
        }
    }
}

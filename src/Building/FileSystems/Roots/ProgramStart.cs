using System.Text;
using Partition.Building.Kernels;
using Partition.Images.Files;

namespace Partition.Building.FileSystems.Roots;

/// <summary>How Linux starts a program: itself, or by its interpreter.</summary>
/// <param name="Interpreter">The path of the interpreter of a script, or of the loader of an ELF file; empty for none.</param>
/// <param name="Architecture">What an ELF file is made for.</param>
/// <param name="HasCarriageReturn">Whether it is a script whose first line ends in a carriage return.</param>
/// <remarks>Linux, fs/binfmt_script.c and fs/binfmt_elf.c.</remarks>
internal sealed record ProgramStart(string Interpreter, MachineArchitecture Architecture, bool HasCarriageReturn)
{
    /// <summary>Reads how a program starts.</summary>
    /// <param name="head">Its first bytes.</param>
    /// <returns>How; <see langword="null"/> for a file that Linux does not start.</returns>
    public static ProgramStart? Read(ReadOnlySpan<byte> head) =>
        ElfHead.TryRead(head, out ElfHead elf) ? new(elf.Interpreter ?? "", elf.Architecture, false)
        : head.StartsWith("bFLT"u8) ? new("", MachineArchitecture.Unknown, false)
        : head.StartsWith("#!"u8) ? ReadScript(head[2..])
        : null;

    private static ProgramStart ReadScript(ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOfAny((byte)'\n', (byte)0);
        ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
        string text = Encoding.UTF8.GetString(line.Trim(" \t\r"u8));
        return new(text.Split(' ', '\t')[0], MachineArchitecture.Unknown, line.EndsWith("\r"u8));
    }
}

using System.Globalization;
using Partition.Images.Kernels.Arm;
using Partition.Tool.Reporting;

namespace Partition.Tool.Commands;

/// <summary>Says what patching did to a kernel: how many words of each kind, and which stayed.</summary>
internal static class PatchSummary
{
    private const int MaxNamed = 20;

    /// <summary>Names the instructions that stayed, below the warning about them.</summary>
    public static void WriteLeftBehind(KernelPatchResult result, Report report)
    {
        foreach (LeftBehindInstruction left in result.LeftBehind.Take(MaxNamed))
        {
            string symbol = left.Symbol.Length == 0 ? "" : $" ({left.Symbol})";
            report.Note(left.Section, string.Create(
                CultureInfo.InvariantCulture, $"{NameOf(left.Class)} (0x{left.Word:x8}) at 0x{left.Address:x8}{symbol} stays."));
        }

        if (result.LeftBehind.Length > MaxNamed)
        {
            report.Note("…", string.Create(CultureInfo.InvariantCulture, $"{result.LeftBehind.Length - MaxNamed} more stay."));
        }
    }

    /// <summary>Writes the table of counts; kinds that do not occur have no row.</summary>
    public static void WriteTable(KernelPatchResult result, TextWriter output)
    {
        Dictionary<InstructionClass, int> left = result.LeftBehind.GroupBy(static instruction => instruction.Class)
            .ToDictionary(static group => group.Key, static group => group.Count());
        output.WriteLine(Row("instruction", "patched", "left"));
        foreach (InstructionClass kind in Enum.GetValues<InstructionClass>())
        {
            int patched = result.Counts.GetValueOrDefault(kind);
            int stayed = left.GetValueOrDefault(kind);
            if (patched + stayed > 0)
            {
                output.WriteLine(Row(NameOf(kind), Number(patched), Number(stayed)));
            }
        }

        output.WriteLine(Row("total", Number(result.Patches.Length), Number(result.LeftBehind.Length)));
    }

    /// <summary>How a kind of instruction is written.</summary>
    public static string NameOf(InstructionClass kind) => kind switch
    {
        InstructionClass.MsrImmediate => "msr, immediate",
        InstructionClass.MsrRegister => "msr, register",
        InstructionClass.LdmUser => "ldm ^",
        InstructionClass.StmUser => "stm ^",
        InstructionClass.ReturnImmediate => "return to pc, immediate",
        InstructionClass.ReturnRegister => "return to pc, register",
        _ => LowerNameOf(kind),
    };

#pragma warning disable CA1308 // A mnemonic is written in lower case.
    private static string LowerNameOf(InstructionClass kind) => kind.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Row(string kind, string patched, string left) => $"{kind,-24}{patched,9}{left,7}";
}

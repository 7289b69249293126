using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Partition.Images.Diagnostics;
using Partition.Images.Elf;

namespace Partition.Images.Kernels.Arm.Scripts;

/// <summary>Writes the script of one kernel.</summary>
internal sealed class PatchScriptWriter(ElfFile file, Stream output)
{
    /// <summary>The reference tool keeps 63 bytes of a name and drops the rest without a word.</summary>
    private const int MaxNameLength = 63;

    private readonly Dictionary<string, ElfSection> _sections = file.FirstSectionsByName();

    public void Write(ImmutableArray<PatchedWord> patches, DiagnosticBag diagnostics)
    {
        var seen = new HashSet<int>();
        foreach (PatchedWord patch in patches)
        {
            if (seen.Add(patch.SectionIndex) && FindReason(patch) is { } reason)
            {
                diagnostics.Add(PatchScriptDiagnostics.SectionWithoutScriptName(patch.Section, reason));
            }
        }

        if (!diagnostics.HasErrors)
        {
            WriteLines(patches);
        }
    }

    private string? FindReason(PatchedWord patch) =>
        patch.Section.Length == 0 ? "it has no name"
        : Encoding.UTF8.GetByteCount(patch.Section) > MaxNameLength ? $"its name has more than {MaxNameLength} bytes"
        : patch.Section.Any(static character => character is ',' or '\uFFFD' || char.IsControl(character))
            || patch.Section.Trim() != patch.Section
            ? "its name has a comma, a control character or a blank at an end"
        : _sections.GetValueOrDefault(patch.Section)?.Index != patch.SectionIndex ? "an earlier section has the same name"
        : null;

    private void WriteLines(ImmutableArray<PatchedWord> patches)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        int section = -1;
        foreach (PatchedWord patch in patches)
        {
            if (patch.SectionIndex != section)
            {
                section = patch.SectionIndex;
                writer.WriteLine($"section,{patch.Section}");
            }

            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"\twrite32,0x{patch.Address:x},0x{patch.Replacement:x8}"));
        }
    }
}

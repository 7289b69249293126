using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Partition.Diagnostics;
using Partition.Images.Diagnostics;
using Partition.Images.Elf;

namespace Partition.Images.Kernels.Arm.Scripts;

/// <summary>One script on its way over a kernel.</summary>
internal sealed class PatchScriptRun(ElfFile file, DiagnosticBag diagnostics)
{
    private const int MaxWrites = 1_000_000;

    /// <summary>More faults than this say no more; the rest of the script is not read.</summary>
    private const int MaxFaults = 100;

    private readonly Dictionary<long, PatchedWord> _words = [];
    private readonly Dictionary<string, ElfSection> _sections = file.FirstSectionsByName();
    private readonly ElfByteOrder _order = new(file.HasBigEndianCode);
    private ElfSection? _section;
    private bool _isInSection;
    private int _faults;

    public KernelPatchResult Run(PatchScriptLines lines)
    {
        while (_faults < MaxFaults && lines.TryRead(out ReadOnlySpan<byte> line, out bool isTooLong))
        {
            Diagnostic? fault = isTooLong
                ? PatchScriptDiagnostics.LineTooLong(lines.Number, PatchScriptLines.MaxLength)
                : Obey(lines.Number, line);
            if (fault is not null)
            {
                diagnostics.Add(fault);
                _faults++;
            }
        }

        return diagnostics.HasErrors ? new KernelPatchResult { Diagnostics = diagnostics.ToImmutable() } : Succeed();
    }

    private KernelPatchResult Succeed() => new()
    {
        Diagnostics = diagnostics.ToImmutable(),
        Patches = [.. _words.Values.OrderBy(static word => word.FileOffset)],
        Counts = _words.Values.GroupBy(static word => word.Class)
            .ToImmutableSortedDictionary(static group => group.Key, static group => group.Count()),
        HasBigEndianCode = file.HasBigEndianCode,
        // Symbols only name places in a report; a kernel whose symbols are broken can be changed anyway.
        Map = new(file.ReadSymbolTable(new DiagnosticBag())),
    };

    private Diagnostic? Obey(int number, ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] == '#')
        {
            return null;
        }

        int comma = line.IndexOf((byte)',');
        ReadOnlySpan<byte> word = (comma < 0 ? line : line[..comma]).TrimEnd(" \t"u8);
        ReadOnlySpan<byte> rest = comma < 0 ? default : line[(comma + 1)..];
        return word.SequenceEqual("section"u8) ? EnterSection(number, rest)
            : word.SequenceEqual("write32"u8) ? Write(number, rest)
            : PatchScriptDiagnostics.MalformedLine(number, $"nothing is called '{Show(word)}'");
    }

    private Diagnostic? EnterSection(int number, ReadOnlySpan<byte> rest)
    {
        string name = Encoding.UTF8.GetString(rest.Trim(" \t"u8));
        if (name.Length == 0 || name.Contains(',', StringComparison.Ordinal))
        {
            return PatchScriptDiagnostics.MalformedLine(number, "'section' takes one name");
        }

        _section = _sections.GetValueOrDefault(name) is { HasContent: true } section ? section : null;
        _isInSection = true;
        return _section is null ? PatchScriptDiagnostics.UnknownSection(number, Show(rest.Trim(" \t"u8))) : null;
    }

    private Diagnostic? Write(int number, ReadOnlySpan<byte> rest)
    {
        int comma = rest.IndexOf((byte)',');
        if (comma < 0 || !TryParse(rest[..comma], out uint address) || !TryParse(rest[(comma + 1)..], out uint word))
        {
            return PatchScriptDiagnostics.MalformedLine(
                number,
                "'write32' takes an address and a word, each of up to eight hexadecimal digits");
        }

        return !_isInSection ? PatchScriptDiagnostics.MalformedLine(number, "no 'section' comes before it")
            : (address & 3) != 0 ? PatchScriptDiagnostics.UnalignedAddress(number, address)
            : _section is { } section ? Write(number, section, address, word)
            : null; // The unknown section was reported where it was entered.
    }

    private Diagnostic? Write(int number, ElfSection section, uint address, uint word)
    {
        long offset = (long)address - section.Address;
        if (offset < 0 || offset + 4 > section.Length)
        {
            return PatchScriptDiagnostics.AddressOutsideSection(number, address, section);
        }

        Span<byte> bytes = stackalloc byte[4];
        if (!file.TryReadContent(section, offset, bytes))
        {
            return ElfDiagnostics.Truncated($"section '{section.Name}'", section.Offset + offset, 4, file.StreamLength);
        }

        uint original = _order.ReadUInt32(bytes, 0);
        SensitiveInstructions.TryEncode(original, patchConditional: true, out _, out InstructionClass kind);
        long place = section.Offset + offset;
        if (_words.Count >= MaxWrites && !_words.ContainsKey(place))
        {
            _faults = MaxFaults;
            return PatchScriptDiagnostics.TooManyWrites(number, MaxWrites);
        }

        _words[place] = new(section.Name, address, place, original, word, kind) { SectionIndex = section.Index };
        return null;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out uint number)
    {
        text = text.Trim(" \t"u8);
        text = text.StartsWith("0x"u8) || text.StartsWith("0X"u8) ? text[2..] : text;
        return uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number) && text.Length <= 8;
    }

    // What is no text stays out of messages.
    private static string Show(ReadOnlySpan<byte> text)
    {
        const int most = 60;
        string shown = Encoding.UTF8.GetString(text[..Math.Min(most, text.Length)]);
        return string.Concat(shown.Select(static character => char.IsControl(character) ? '\uFFFD' : character))
            + (text.Length > most ? "…" : "");
    }
}

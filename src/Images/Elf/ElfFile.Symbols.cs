using Partition.Diagnostics;
using Partition.Images.Diagnostics;

namespace Partition.Images.Elf;

public sealed partial class ElfFile
{
    /// <summary>Reads the symbol table (<c>.symtab</c>, the first section of its type).</summary>
    /// <param name="diagnostics">Receives HV3002 or HV3005 when the table or its names are broken.</param>
    /// <returns>The symbols in file order, decoded as they are asked for; empty when there is no table or it is broken.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="diagnostics"/> is <see langword="null"/>.</exception>
    public IReadOnlyList<ElfSymbol> ReadSymbols(ICollection<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        var bag = new DiagnosticBag();
        ElfSymbolTable table = ReadSymbolTable(bag);
        foreach (Diagnostic diagnostic in bag.ToImmutable())
        {
            diagnostics.Add(diagnostic);
        }

        return table;
    }

    internal ElfSymbolTable ReadSymbolTable(DiagnosticBag diagnostics)
    {
        ElfSection? section = Sections.FirstOrDefault(static section => section.Type == ElfLayout.SectionSymbols);
        if (section is null)
        {
            return ElfSymbolTable.Empty;
        }

        if (section.Link >= Sections.Length)
        {
            diagnostics.Add(ElfDiagnostics.Malformed($"its symbol names are said to be in section {section.Link}, of {Sections.Length}"));
            return ElfSymbolTable.Empty;
        }

        byte[] names = ReadStrings(Sections[(int)section.Link], diagnostics);
        byte[]? entries = ReadBytes("the symbol table", section.Offset, section.Length, diagnostics);
        return diagnostics.HasErrors || entries is null ? ElfSymbolTable.Empty : new ElfSymbolTable(entries, names, _order);
    }
}

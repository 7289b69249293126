using System.Text;
using Partition.DeviceTree.Source;

namespace Partition.DeviceTree.Preprocessing;

/// <summary>The macros that are defined at a point of the source.</summary>
internal sealed class MacroTable
{
    private readonly Dictionary<byte[], Macro> _macros = new(ByteStringComparer.Instance);
    private readonly Dictionary<byte[], Macro>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    /// <summary>A table that holds the predefined macros.</summary>
    /// <remarks>
    /// Those of <c>gcc -undef -D__DTS__ -x assembler-with-cpp</c>. Names such as <c>linux</c> and <c>unix</c> are not among them:
    /// <c>linux,code</c> is a property.
    /// </remarks>
    public MacroTable()
    {
        _lookup = _macros.GetAlternateLookup<ReadOnlySpan<byte>>();
        Predefine("__DTS__", "1");
        Predefine("__ASSEMBLER__", "1");
        Predefine("__STDC__", "1");
        Predefine("__STDC_HOSTED__", "1");
        Define(new("__FILE__"u8.ToArray(), [], 0, 0) { BuiltIn = BuiltInMacro.File });
        Define(new("__LINE__"u8.ToArray(), [], 0, 0) { BuiltIn = BuiltInMacro.Line });
    }

    /// <summary>Finds a macro.</summary>
    /// <returns>The macro, or <see langword="null"/>.</returns>
    public Macro? Find(ReadOnlySpan<byte> name) => _lookup.TryGetValue(name, out Macro? macro) ? macro : null;

    /// <summary>Defines a macro, in place of another of its name.</summary>
    public void Define(Macro macro) => _macros[macro.Name] = macro;

    /// <summary>Forgets a macro.</summary>
    public void Remove(ReadOnlySpan<byte> name) => _lookup.Remove(name);

    /// <summary>Defines a macro that no source defines.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">Its body.</param>
    public void Predefine(string name, string value)
    {
        byte[] body = Encoding.UTF8.GetBytes(value);
        Define(new(Encoding.UTF8.GetBytes(name), body, 0, body.Length));
    }
}

using System.Text;
using Partition.DeviceTree.Source;

namespace Partition.DeviceTree.Preprocessing;

/// <summary>The macros that are defined at a point of the source.</summary>
internal sealed class MacroTable
{
    private static readonly (string Name, BuiltInMacro Value)[] BuiltIns =
    [
        ("__FILE__", BuiltInMacro.File),
        ("__FILE_NAME__", BuiltInMacro.FileName),
        ("__BASE_FILE__", BuiltInMacro.BaseFile),
        ("__LINE__", BuiltInMacro.Line),
        ("__INCLUDE_LEVEL__", BuiltInMacro.IncludeLevel),
        ("__COUNTER__", BuiltInMacro.Counter),
        ("__DATE__", BuiltInMacro.Date),
        ("__TIME__", BuiltInMacro.Time),
        ("__TIMESTAMP__", BuiltInMacro.Timestamp),
        ("__has_include", BuiltInMacro.HasInclude),
        ("__has_include_next", BuiltInMacro.HasIncludeNext),
        ("_Pragma", BuiltInMacro.Pragma),
    ];

    private readonly Dictionary<byte[], Macro> _macros = new(ByteStringComparer.Instance);
    private readonly Dictionary<string, Stack<Macro?>> _pushed = new(StringComparer.Ordinal);
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
        foreach ((string name, BuiltInMacro value) in BuiltIns)
        {
            Define(new(Encoding.UTF8.GetBytes(name), [], 0, 0) { BuiltIn = value });
        }
    }

    /// <summary>Finds a macro.</summary>
    /// <returns>The macro, or <see langword="null"/>.</returns>
    public Macro? Find(ReadOnlySpan<byte> name) => _lookup.TryGetValue(name, out Macro? macro) ? macro : null;

    /// <summary>Defines a macro, in place of another of its name.</summary>
    public void Define(Macro macro) => _macros[macro.Name] = macro;

    /// <summary>Forgets a macro.</summary>
    public void Remove(ReadOnlySpan<byte> name) => _lookup.Remove(name);

    /// <summary>Keeps what a name means now (<c>#pragma push_macro</c>).</summary>
    public void Push(string name)
    {
        if (!_pushed.TryGetValue(name, out Stack<Macro?>? values))
        {
            _pushed.Add(name, values = []);
        }

        values.Push(Find(Encoding.UTF8.GetBytes(name)));
    }

    /// <summary>Gives a name the meaning that was kept last, if one was (<c>#pragma pop_macro</c>).</summary>
    public void Pop(string name)
    {
        if (!_pushed.TryGetValue(name, out Stack<Macro?>? values) || !values.TryPop(out Macro? macro))
        {
            return;
        }

        if (macro is null)
        {
            Remove(Encoding.UTF8.GetBytes(name));
        }
        else
        {
            Define(macro);
        }
    }

    /// <summary>Defines a macro that no source defines.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">Its body.</param>
    public void Predefine(string name, string value)
    {
        byte[] body = Encoding.UTF8.GetBytes(value);
        Define(new(Encoding.UTF8.GetBytes(name), body, 0, body.Length));
    }
}

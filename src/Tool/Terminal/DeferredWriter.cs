using System.Text;

namespace Partition.Tool.Terminal;

/// <summary>A writer that opens its target with the first character: preparing the console takes longer than some commands do.</summary>
internal sealed class DeferredWriter(Func<TextWriter> open) : TextWriter
{
    private TextWriter? _target;

    public override Encoding Encoding => Target.Encoding;

    private TextWriter Target => _target ??= open();

    public override void Write(char value) => Target.Write(value);

    public override void Write(char[] buffer, int index, int count) => Target.Write(buffer, index, count);

    public override void Write(ReadOnlySpan<char> buffer) => Target.Write(buffer);

    public override void Write(string? value) => Target.Write(value);

    public override void WriteLine(string? value) => Target.WriteLine(value);

    public override void Flush() => _target?.Flush();
}

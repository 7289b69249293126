using System.Text;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Syntax;

internal sealed partial class Lexer
{
    private bool TryIncludeOrLineMarker() => _bytes[_position] switch
    {
        (byte)'/' => TryInclude(),
        (byte)'#' => TryReadLineMarker(),
        _ => false,
    };

    /// <summary>Does <c>/include/ "file"</c>: the file's tokens come next, then those behind the directive.</summary>
    private bool TryInclude()
    {
        ReadOnlySpan<byte> rest = _bytes.AsSpan(_position, _length - _position);
        if (!rest.StartsWith("/include/"u8))
        {
            return false;
        }

        int start = _position;
        _position += "/include/".Length;
        SkipBlanks();
        ReadOnlySpan<byte> name = _bytes.AsSpan(_position, _length - _position);
        int length = name.IsEmpty || name[0] != '"' ? -1 : name[1..].IndexOfAny((byte)'"', (byte)'\n');
        if (length < 0 || name[length + 1] != '"')
        {
            diagnostics.Add(SyntaxDiagnostics.IncludeWithoutName(_buffer.Map.Span(start, start + "/include/".Length)));
            return true;
        }

        SourceSpan span = _buffer.Map.Span(_position, _position + length + 2);
        _position += length + 2;
        Include(Encoding.UTF8.GetString(name.Slice(1, length)), span, _buffer.Map.PhysicalPath(start));
        return true;
    }

    private void Include(string name, SourceSpan span, string includer)
    {
        if (files.Find(name, includer) is not string path)
        {
            diagnostics.AddMissing(span, name, includer);
            return;
        }

        var inclusion = new Inclusion(path, files.FirstInclusion(includer), span);
        if (_outer.Count >= SourceFileTable.MaxInclusionDepth)
        {
            diagnostics.Add(SourceFileDiagnostics.IncludesTooDeep(span, name, SourceFileTable.MaxInclusionDepth));
        }
        else if (files.Open(inclusion) is byte[] bytes)
        {
            _outer.Push((_buffer, _position));
            var map = PositionMap.Of(SourceText.Raw(bytes), path);
            diagnostics.Watch(map);
            Open(new(bytes, bytes.Length, map, inclusion));
        }
        else
        {
            diagnostics.Add(files.FaultOf(path, span, name));
        }
    }
}

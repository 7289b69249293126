using System.Text;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Syntax;

internal sealed partial class Parser
{
    /// <summary>Parses <c>/incbin/("file")</c> or <c>/incbin/("file", offset, length)</c>.</summary>
    private void ParseIncludeBinary()
    {
        SourceSpan keyword = _token.Span;
        string includer = _token.Buffer.Map.PhysicalPath(_token.Start);
        Advance();
        if (!Take('(') || _token.Kind != TokenKind.String)
        {
            ReportExpected("'(' and a file name in quotes behind '/incbin/'");
            return;
        }

        Token name = _token;
        ulong offset = 0;
        ulong length = ulong.MaxValue;
        Advance();
        if (Take(',') && !(TryParsePrimary(out offset) && Take(',') && TryParsePrimary(out length)))
        {
            ReportExpected("an offset and a length behind the file name");
            return;
        }

        if (!Take(')'))
        {
            ReportExpected("')'");
        }

        AppendFile(name, includer, keyword, offset, length);
    }

    private void AppendFile(Token name, string includer, SourceSpan keyword, ulong offset, ulong length)
    {
        string text = Encoding.UTF8.GetString(name.Text[1..^1]);
        string? path = _files.Find(text, includer, offset, length);
        byte[]? bytes = path is null ? null : _files.OpenData(path, offset, length);
        if (path is null)
        {
            Report(SyntaxDiagnostics.BinaryNotFound(name.Span, text, _files.FindNearby(text, includer)));
        }
        else if (bytes is null)
        {
            Report(_files.FaultOf(path, name.Span, text));
        }

        // A file that ends early gives less, without a word, as in dtc.
        _value.Mark(ValueMarkerKind.Bytes, "", keyword);
        _value.Append(bytes);
    }
}

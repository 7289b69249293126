using System.Globalization;
using System.Text;

namespace Partition.DeviceTree.Preprocessing;

internal sealed partial class Preprocessor
{
    /// <summary>The directive whose macros are expanded, as <see cref="PpToken.Origin"/> has it.</summary>
    private int _directive;
    private int _counter;

    /// <inheritdoc/>
    public bool HasInclude(string name, bool isQuoted, bool isNext) => FindInclude(name, isQuoted, isNext) is not null;

    /// <inheritdoc/>
    public PpToken ValueOf(BuiltInMacro macro, int origin) => macro switch
    {
        BuiltInMacro.Line => Number(_frame.Locate(Math.Max(0, (origin == 0 ? _directive : origin) - 1)).Line),
        BuiltInMacro.IncludeLevel => Number(_frame.Inclusion.Depth),
        BuiltInMacro.Counter => Number(_counter++),
        BuiltInMacro.FileName => Quote(_frame.Path[(_frame.Path.LastIndexOf('/') + 1)..]),
        BuiltInMacro.BaseFile => Quote(_base.Path),
        BuiltInMacro.Date => Quote(_date is DateTimeOffset date ? $"{Month(date)} {Day(date)} {date.Year:0000}" : "??? ?? ????"),
        BuiltInMacro.Time => Quote(_date is DateTimeOffset time ? Clock(time) : "??:??:??"),
        BuiltInMacro.Timestamp => Quote(Timestamp()),
        _ => Quote(_frame.Path),
    };

    /// <summary>When the file was last written, in the form of C's <c>asctime</c>; never later than the date of the source.</summary>
    private string Timestamp() => Earlier(_files.DateOf(_frame.Inclusion.Path), _date) is DateTimeOffset date
        ? $"{date.ToString("ddd", CultureInfo.InvariantCulture)} {Month(date)} {Day(date)} {Clock(date)} {date.Year:0000}"
        : "??? ??? ?? ??:??:?? ????";

    private static DateTimeOffset? Earlier(DateTimeOffset? file, DateTimeOffset? limit) => file > limit ? limit : file ?? limit;

    private static string Month(DateTimeOffset date) => date.ToString("MMM", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset date) => date.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2);

    private static string Clock(DateTimeOffset date) => date.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static PpToken Number(int value) =>
        PpToken.Of(PpTokenKind.Number, Encoding.UTF8.GetBytes(value.ToString(CultureInfo.InvariantCulture)));

    private static PpToken Quote(string text)
    {
        string escaped = text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return PpToken.Of(PpTokenKind.Quoted, Encoding.UTF8.GetBytes($"\"{escaped}\""));
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Partition.Images.Kernels.Arm.Reports;

/// <summary>Writes a report as JSON.</summary>
internal sealed class PatchReportWriter(Stream output) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { Indented = true, NewLine = "\n" });

    public void Write(KernelPatchReport report)
    {
        _json.WriteStartObject();
        WriteCount(report.Total);
        WriteClasses(report.Classes);
        WritePlaces("sections", report.Sections, isSymbol: false);
        WritePlaces("symbols", report.Symbols, isSymbol: true);
        _json.WriteStartArray("leftBehind");
        foreach (LeftBehindInstruction left in report.LeftBehind)
        {
            Write(left);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        output.WriteByte((byte)'\n');
    }

    public void Dispose() => _json.Dispose();

    private void WritePlaces(string name, ImmutableArray<PatchedPlace> places, bool isSymbol)
    {
        _json.WriteStartArray(name);
        foreach (PatchedPlace place in places)
        {
            _json.WriteStartObject();
            if (isSymbol)
            {
                _json.WriteString("symbol", place.Symbol);
            }

            _json.WriteString("section", place.Section);
            if (isSymbol)
            {
                _json.WriteString("address", Hex(place.Address));
            }

            WriteCount(place.Classes.Values.Aggregate(default(PatchCount), static (sum, count) => sum.Plus(count)));
            WriteClasses(place.Classes);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteCount(PatchCount count)
    {
        _json.WriteNumber("patched", count.Patched);
        _json.WriteNumber("left", count.Left);
    }

    private void WriteClasses(ImmutableSortedDictionary<InstructionClass, PatchCount> classes)
    {
        _json.WriteStartObject("classes");
        foreach ((InstructionClass kind, PatchCount count) in classes)
        {
            _json.WriteStartObject(NameOf(kind));
            WriteCount(count);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    private void Write(LeftBehindInstruction left)
    {
        _json.WriteStartObject();
        _json.WriteString("section", left.Section);
        _json.WriteString("address", Hex(left.Address));
        _json.WriteString("word", Hex(left.Word));
        _json.WriteString("class", NameOf(left.Class));
        _json.WriteString("symbol", left.Symbol);
        _json.WriteEndObject();
    }

    private static string NameOf(InstructionClass kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    private static string Hex(uint value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x8}");
}

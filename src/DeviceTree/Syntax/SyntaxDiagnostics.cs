using System.Globalization;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Syntax;

/// <summary>The faults that the lexer and the parser find.</summary>
internal static class SyntaxDiagnostics
{
    public static Diagnostic Expected(SourceSpan at, string expected, string found) => Diagnostic.Error("HV1200", at,
        $"Expected {expected}, but found {found}.");

    public static Diagnostic MissingSemicolon(SourceSpan at, string after) => Diagnostic.Error("HV1201", at,
        $"Expected ';' after {after}.");

    public static Diagnostic UnclosedNode(SourceSpan at, SourceSpan brace) => Diagnostic.Error("HV1202", at,
        "The file ends within a node: a '}' is missing.") with
    {
        Notes = [new(brace, "The node begins here.")],
    };

    public static Diagnostic MissingVersion(SourceSpan at) => Diagnostic.Error("HV1203", at,
        "A device tree source begins with '/dts-v1/;'.");

    public static Diagnostic HeadersDiffer(SourceSpan at) => Diagnostic.Error("HV1204", at,
        "This header does not agree with the first one: '/plugin/;' stands behind each '/dts-v1/;' or behind none.");

    public static Diagnostic Misplaced(SourceSpan at, string what, string where) => Diagnostic.Error("HV1205", at,
        $"{what} belongs {where}.");

    public static Diagnostic PropertyAfterNodes(SourceSpan at, string name) => Diagnostic.Error("HV1206", at,
        $"The property '{name}' stands behind a node: the properties of a node come before the nodes within it.");

    public static Diagnostic UnknownWord(SourceSpan at, string word) => Diagnostic.Error("HV1207", at,
        $"'{word}' is not defined. Is it a macro that no included file defines?");

    public static Diagnostic UnclosedString(SourceSpan at) => Diagnostic.Error("HV1208", at, "The string has no closing quote.");

    public static Diagnostic SplicedString(SourceSpan at) => Diagnostic.Error("HV1209", at,
        "A string cannot go on behind a backslash at the end of a line, unless the source is preprocessed.");

    public static Diagnostic UnclosedCharacter(SourceSpan at) =>
        Diagnostic.Error("HV1210", at, "The character literal has no closing quote.");

    public static Diagnostic CharacterLength(SourceSpan at, int length) => Diagnostic.Error("HV1211", at,
        $"A character literal holds one byte; this one holds {length}.");

    public static Diagnostic BadEscape(SourceSpan at) => Diagnostic.Error("HV1212", at, "Behind '\\x' there is no hexadecimal digit.");

    public static Diagnostic BadInteger(SourceSpan at, string text) => Diagnostic.Error("HV1213", at,
        $"'{text}' is no integer: numbers are decimal, hexadecimal behind 0x, or octal behind 0, and may end in U, L, UL, LL or ULL.");

    public static Diagnostic IntegerTooLarge(SourceSpan at, string text) => Diagnostic.Error("HV1214", at,
        $"'{text}' does not fit in 64 bits.");

    public static Diagnostic BadByte(SourceSpan at, string text) => Diagnostic.Error("HV1215", at,
        $"'{text}' is no byte: between '[' and ']' each byte is two hexadecimal digits, without 0x.");

    public static Diagnostic BadPathReference(SourceSpan at) => Diagnostic.Error("HV1216", at,
        "Expected a path and '}' behind '&{', as in '&{/soc/uart@9000}'.");

    public static Diagnostic BadCharacter(SourceSpan at, byte value) => Diagnostic.Error("HV1217", at,
        $"A byte 0x{value.ToString("x2", CultureInfo.InvariantCulture)} cannot appear here: it is only allowed in strings and comments. "
        + "Delete it.");

    public static Diagnostic ByteOrderMark(SourceSpan at) => Diagnostic.Error("HV1218", at,
        "The file begins with a byte order mark, which dtc does not accept. Save it as UTF-8 without one.");

    public static Diagnostic BadLineMarker(SourceSpan at) => Diagnostic.Error("HV1219", at,
        "This line marker has no usable line number or file name.");

    public static Diagnostic IncludeWithoutName(SourceSpan at) => Diagnostic.Error("HV1220", at,
        "Expected a file name in quotes behind '/include/'.");

    public static Diagnostic BinaryNotFound(SourceSpan at, string name, string? nearby) => Diagnostic.Error("HV1221", at,
        $"There is no file '{name}', neither beside this file nor in an include directory."
        + (nearby is null ? "" : $" Did you mean '{nearby}'?"));

    public static Diagnostic CommaInCells(SourceSpan at) => Diagnostic.Error("HV1222", at,
        "Between '<' and '>' cells are separated by blanks, not by commas.");

    public static Diagnostic OperatorInCells(SourceSpan at, string text) => Diagnostic.Error("HV1223", at,
        $"'{text}' stands outside parentheses: between '<' and '>' an expression is written '(1 + 2)'.");

    public static Diagnostic BadElementSize(SourceSpan at, string text) => Diagnostic.Error("HV1224", at,
        $"'/bits/' takes 8, 16, 32 or 64, not {text}.");

    public static Diagnostic ReferenceInNarrowCells(SourceSpan at, int bits) => Diagnostic.Error("HV1225", at,
        $"A reference takes 32 bits; the elements of this array have {bits}.");

    public static Diagnostic DivisionByZero(SourceSpan at) => Diagnostic.Error("HV1226", at,
        "Division by zero. Both sides of '&&', '||' and '?:' are always evaluated.");

    public static Diagnostic ValueTruncated(SourceSpan at, ulong value, int bits) => Diagnostic.Warning("HV1227", at,
        $"0x{value.ToString("x", CultureInfo.InvariantCulture)} does not fit in {bits} bits; the higher ones are lost.");

    public static Diagnostic ExpressionTooDeep(SourceSpan at, int limit) => Diagnostic.Error("HV1228", at,
        $"The expression is nested more than {limit} deep.");

    public static Diagnostic NodesTooDeep(SourceSpan at, int limit) => Diagnostic.Error("HV1229", at,
        $"Nodes are nested more than {limit} deep here.");

    public static Diagnostic RootLabel(SourceSpan at, string label) => Diagnostic.Error("HV1230", at,
        $"The root node takes its label from a reference: write '{label}: &{{/}} {{ }};'.");
}

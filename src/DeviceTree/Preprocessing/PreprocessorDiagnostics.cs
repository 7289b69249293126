using Partition.Diagnostics;

namespace Partition.DeviceTree.Preprocessing;

/// <summary>The faults that the preprocessor finds.</summary>
internal static class PreprocessorDiagnostics
{
    public static Diagnostic ErrorDirective(SourceSpan at, string text) => Diagnostic.Error("HV1104", at, $"#error {text}");

    public static Diagnostic WarningDirective(SourceSpan at, string text) => Diagnostic.Warning("HV1105", at, $"#warning {text}");

    public static Diagnostic UnclosedCondition(SourceSpan at, string directive) => Diagnostic.Error("HV1107", at,
        $"The '#{directive}' has no '#endif'.");

    public static Diagnostic StrayCondition(SourceSpan at, string directive) => Diagnostic.Error("HV1108", at,
        $"The '#{directive}' belongs to no '#if'.");

    public static Diagnostic ConditionAfterElse(SourceSpan at, string directive, SourceSpan otherwise) => Diagnostic.Error("HV1109", at,
        $"The '#{directive}' comes after the '#else' of its '#if'.") with
    {
        Notes = [new(otherwise, "The '#else' is here.")],
    };

    public static Diagnostic MalformedDirective(SourceSpan at, string directive, string expected) => Diagnostic.Error("HV1110", at,
        $"Expected {expected} in '#{directive}'.");

    public static Diagnostic MalformedCondition(SourceSpan at, string directive, string fault) => Diagnostic.Error("HV1111", at,
        $"The condition of '#{directive}' cannot be evaluated: {fault}.");

    public static Diagnostic MacroRedefined(SourceSpan at, string name, SourceSpan first) => Diagnostic.Warning("HV1112", at,
        $"The macro '{name}' is defined again, with another body.") with
    {
        Notes = first.HasFile ? [new(first, "The first definition is here.")] : [],
    };

    public static Diagnostic WrongArgumentCount(SourceSpan at, string macro, int expected, int found) => Diagnostic.Error("HV1113", at,
        $"The macro '{macro}' takes {Count(expected, "argument", "arguments")}, but here it has {found}.");

    public static Diagnostic UnclosedArguments(SourceSpan at, string macro) => Diagnostic.Error("HV1114", at,
        $"The argument list of the macro '{macro}' has no ')'.");

    public static Diagnostic StrayPaste(SourceSpan at, string macro) => Diagnostic.Error("HV1115", at,
        $"The body of the macro '{macro}' begins or ends with '##', which needs something on both sides.");

    public static Diagnostic ExpansionTooLarge(SourceSpan at, string macro) => Diagnostic.Error("HV1116", at,
        $"The macro '{macro}' expands to too much, or its arguments are nested too deeply.");

    public static Diagnostic MalformedOptional(SourceSpan at, string macro, string fault) => Diagnostic.Error("HV1117", at,
        $"The body of the macro '{macro}' is not valid: {fault}.");

    public static Diagnostic IncludeInArguments(SourceSpan at, string directive) => Diagnostic.Error("HV1118", at,
        $"'#{directive}' must not be within the arguments of a macro. Include the file before the macro is used.");

    public static Diagnostic OnlyInConditions(SourceSpan at, string macro) => Diagnostic.Error("HV1120", at,
        $"'{macro}' must be in the condition of an '#if' or '#elif', but is used in text.");

    private static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}

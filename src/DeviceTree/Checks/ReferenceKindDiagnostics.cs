using Partition.Diagnostics;

namespace Partition.DeviceTree.Checks;

/// <summary>References to nodes of the wrong kind.</summary>
internal static class ReferenceKindDiagnostics
{
    public static Diagnostic NoInterruptProvider(SourceSpan at, string target, SourceSpan targetSpan) =>
        WithTarget(targetSpan, Diagnostic.Warning("HV1470", at,
        $"'{target}' cannot be an interrupt parent: it has neither 'interrupt-controller' nor 'interrupt-map'."));

    public static Diagnostic NoRegulator(SourceSpan at, string property, string target, SourceSpan targetSpan) =>
        WithTarget(targetSpan, Diagnostic.Information("HV1471", at,
        $"'{property}' names '{target}', which does not look like a regulator."));

    public static Diagnostic NotReserved(SourceSpan at, string target, SourceSpan targetSpan) =>
        WithTarget(targetSpan, Diagnostic.Warning("HV1472", at,
        $"'memory-region' names '{target}', which is not in '/reserved-memory'."));

    public static Diagnostic NoCpu(SourceSpan at, string target, SourceSpan targetSpan) =>
        WithTarget(targetSpan, Diagnostic.Warning("HV1473", at,
        $"'cpu' names '{target}', which is no CPU."));

    public static Diagnostic NoEndpoint(SourceSpan at, string target, SourceSpan targetSpan) =>
        WithTarget(targetSpan, Diagnostic.Warning("HV1474", at,
        $"'remote-endpoint' names '{target}', which is no endpoint."));

    private static Diagnostic WithTarget(SourceSpan target, Diagnostic diagnostic) =>
        target.HasFile ? diagnostic with { Notes = [new(target, "The node is here.")] } : diagnostic;
}

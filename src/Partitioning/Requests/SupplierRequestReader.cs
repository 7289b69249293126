using System.Globalization;
using Partition.Diagnostics;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Requests;

/// <summary>Reads what a project says of suppliers and of the rates of clocks.</summary>
internal static class SupplierRequestReader
{
    /// <summary>Reads who has suppliers, and how the others do without.</summary>
    /// <param name="suppliers">The suppliers as the project names them.</param>
    /// <param name="owner">The text of Owner; empty for none.</param>
    /// <param name="others">The text of Others; empty for the default.</param>
    /// <param name="clockFrequency">The text of ClockFrequency, in hertz; empty when it is not given.</param>
    /// <param name="spanOf">Where the project gives a metadatum, and the item under an empty name.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    public static SupplierPolicyRequest ReadPolicy(
        string suppliers,
        string owner,
        string others,
        string clockFrequency,
        Func<string, SourceSpan> spanOf,
        ICollection<Diagnostic> diagnostics)
    {
        DeviceAccess access = DeviceAccess.Frozen;
        if (others.Length > 0 && !(Choice.TryParse(others, out access) && access is DeviceAccess.Frozen or DeviceAccess.Shared))
        {
            diagnostics.Add(GuestDiagnostics.InvalidOthers(spanOf(SupplierPolicyMetadata.Others), suppliers, others));
            access = DeviceAccess.Frozen;
        }

        return new(suppliers, owner, access, spanOf(""))
        {
            ClockFrequency = clockFrequency.Length == 0
                ? null
                : ReadRate(suppliers, SupplierPolicyMetadata.ClockFrequency, clockFrequency, spanOf, diagnostics),
        };
    }

    /// <summary>Reads the rate of a clock.</summary>
    /// <param name="clock">The clock as the project names it.</param>
    /// <param name="frequency">The text of Frequency, in hertz.</param>
    /// <param name="spanOf">Where the project gives a metadatum, and the item under an empty name.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    /// <returns>The rate; <see langword="null"/> when the text is none.</returns>
    public static ClockRateRequest? ReadClockRate(
        string clock, string frequency, Func<string, SourceSpan> spanOf, ICollection<Diagnostic> diagnostics) =>
        ReadRate(clock, ClockRateMetadata.Frequency, frequency, spanOf, diagnostics) is uint rate ? new(clock, rate, spanOf("")) : null;

    private static uint? ReadRate(
        string item, string metadatum, string text, Func<string, SourceSpan> spanOf, ICollection<Diagnostic> diagnostics)
    {
        if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint rate) && rate > 0)
        {
            return rate;
        }

        diagnostics.Add(GuestDiagnostics.InvalidRate(spanOf(metadatum), item, text, metadatum));
        return null;
    }
}

using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Partition.Partitioning.Documents;

/// <summary>
/// A whole plan as data: who has what of the board, and why. It is what <c>partition.json</c> holds, and what tables, summaries and lock
/// files are views of.
/// </summary>
/// <remarks>
/// Addresses and sizes are hexadecimal text, since JSON's numbers do not hold 64 bits; interrupts are the interrupt controller's numbers
/// (INTID). The form is described by <c>schema/partition-plan.schema.json</c> of the package; <see cref="Version"/> counts its breaking
/// changes.
/// </remarks>
internal sealed record PlanDocument
{
    /// <summary>The version of the form.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The hypervisor's name.</summary>
    public required string Hypervisor { get; init; }

    /// <summary>
    /// The machine that guests are written for, in the hypervisor's words; empty for the one that the board's tree shows.
    /// </summary>
    public string Profile { get; init; } = "";

    /// <summary>The unit in which memory is given to guests.</summary>
    public required string PageSize { get; init; }

    /// <summary>The board.</summary>
    public required BoardEntry Board { get; init; }

    /// <summary>The guests, in the project's order.</summary>
    public ImmutableArray<GuestEntry> Guests { get; init; } = [];

    /// <summary>
    /// The devices, the parts of the processor, and suppliers without registers that a guest does without, in the tree's order, with the
    /// guests that have them.
    /// </summary>
    public ImmutableArray<DeviceEntry> Devices { get; init; } = [];

    /// <summary>The nodes that are not devices themselves and that a guest's devices need: clocks, pins, supplies, buses.</summary>
    public ImmutableArray<SupplierEntry> Suppliers { get; init; } = [];

    /// <summary>What was found in the plan, the worst included.</summary>
    public ImmutableArray<FindingEntry> Findings { get; init; } = [];

    /// <summary>What was found and the project allows.</summary>
    public ImmutableArray<AllowanceEntry> Allowances { get; init; } = [];

    /// <summary>The document as JSON, with a line feed at its end; the same plan always gives the same text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PlanDocumentContext.Relaxed.PlanDocument) + "\n";

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">The text is not such a document.</exception>
    public static PlanDocument Parse(string json) =>
        JsonSerializer.Deserialize(json, PlanDocumentContext.Relaxed.PlanDocument) ?? throw new JsonException("The text is null.");
}

/// <summary>How documents are written: names as the field writes JSON, absent values left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(PlanDocument))]
internal sealed partial class PlanDocumentContext : JsonSerializerContext
{
    /// <summary>The context that leaves arrows and quotes as they are: the file is not part of a web page.</summary>
    /// <remarks>Made when it is first asked for: before that, the generated <see cref="Default"/> need not be set.</remarks>
    public static PlanDocumentContext Relaxed =>
        field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

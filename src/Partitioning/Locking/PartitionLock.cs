using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Partition.Diagnostics;
using Partition.Partitioning.Documents;

namespace Partition.Partitioning.Locking;

/// <summary>
/// The lock file of a project: who has which device, interrupt, page, memory and CPU, and why. It is kept in version control, so that a
/// review shows what a change of the project, the board or this SDK moves.
/// </summary>
/// <remarks>
/// A section for each hypervisor that the project was built for, in the order of their names; an array of objects, one on a line:
/// <code>
/// { "version": 1, "hypervisors": { "Xvisor": [
///   {"guest":"guest0","memory":"[0x60000000..0x66000000)","cpus":1,"hostCpus":["0"]},
///   {"device":"uart1","path":"/bus/serial@a000","guest":"guest0","access":"Emulated", …},
///   {"clock":"ccu 4","provider":"/clock-controller@a000","guest":"guest1","frequency":48000000},
///   {"allowed":"HV2034","devices":["a","b"],"finding":"…","reason":"…"}
/// ] } }
/// </code>
/// Numbers of interrupts are those of the interrupt controller (INTID); ranges are half open.
/// </remarks>
internal sealed class PartitionLock
{
    private const int Version = 1;

    private readonly SortedDictionary<string, ImmutableArray<string>> _sections = new(StringComparer.Ordinal);

    private PartitionLock()
    {
    }

    /// <summary>Reads a lock file.</summary>
    /// <param name="text">Its text; <see langword="null"/> or empty when there is none yet.</param>
    /// <param name="at">The file, for the diagnostic.</param>
    /// <param name="diagnostics">Takes the fault of a file that is none.</param>
    /// <returns>The lock, or <see langword="null"/> after a fault.</returns>
    public static PartitionLock? Read(string? text, SourceSpan at, ICollection<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        var result = new PartitionLock();
        if (string.IsNullOrWhiteSpace(text))
        {
            return result;
        }

        if (FindConflictMarker(text) is int marker)
        {
            diagnostics.Add(LockDiagnostics.HasConflictMarkers(Locate(at, marker, 1)));
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement.GetProperty("version").GetInt32() != Version)
            {
                diagnostics.Add(LockDiagnostics.Unreadable(at, "its version is another one."));
                return null;
            }

            foreach (JsonProperty section in document.RootElement.GetProperty("hypervisors").EnumerateObject())
            {
                if (result._sections.ContainsKey(section.Name))
                {
                    diagnostics.Add(LockDiagnostics.Unreadable(at, $"it has two sections for {section.Name}."));
                    return null;
                }

                result._sections[section.Name] = [.. section.Value.EnumerateArray().Select(static entry => entry.GetRawText())];
            }

            return result;
        }
        catch (JsonException exception)
        {
            // Why the JSON library cannot read it is not worth a user's time; where is.
            int line = (int)(exception.LineNumber ?? 0) + 1;
            int column = (int)(exception.BytePositionInLine ?? 0) + 1;
            diagnostics.Add(LockDiagnostics.Unreadable(
                Locate(at, line, column), string.Create(CultureInfo.InvariantCulture, $"it is not JSON at line {line}, column {column}.")));
            return null;
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            diagnostics.Add(LockDiagnostics.Unreadable(at, "it does not have the entries of a lock file."));
            return null;
        }
    }

    /// <summary>The line of the first marker that git writes around two versions of a part, from 1; null when there is none.</summary>
    private static int? FindConflictMarker(string text)
    {
        int index = Array.FindIndex(text.Split('\n'), static line => line.StartsWith("<<<<<<< ", StringComparison.Ordinal)
            || line.StartsWith("||||||| ", StringComparison.Ordinal)
            || line.StartsWith(">>>>>>> ", StringComparison.Ordinal)
            || line.TrimEnd('\r') == "=======");
        return index < 0 ? null : index + 1;
    }

    private static SourceSpan Locate(SourceSpan at, int line, int column) => new(at.Path, line, column, line, column + 1);

    /// <summary>Compares a plan with what is locked.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="at">The file, for diagnostics.</param>
    /// <returns>An error when the plan would change the file; otherwise nothing.</returns>
    public IEnumerable<Diagnostic> Compare(PlanDocument plan, SourceSpan at)
    {
        ArgumentNullException.ThrowIfNull(plan);
        string hypervisor = plan.Hypervisor;
        if (!_sections.TryGetValue(hypervisor, out ImmutableArray<string> locked))
        {
            return [LockDiagnostics.Missing(at, hypervisor)];
        }

        string[] changes = [.. LockChanges.Between(locked, LockEntries.Of(plan))];
        return changes.Length == 0 ? [] : [LockDiagnostics.Changed(at, hypervisor, changes)];
    }

    /// <summary>Puts a plan in the place of what was locked for its hypervisor; what is locked for others stays.</summary>
    public void Set(PlanDocument plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _sections[plan.Hypervisor] = [.. LockEntries.Of(plan).Select(static entry => entry.Json)];
    }

    /// <summary>The file's text; lines end in LF, and the same plan always gives the same text.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        text.Append($"{{\n  \"version\": {Version},\n  \"hypervisors\": {{\n");
        text.AppendJoin(",\n", _sections.Select(static section =>
            $"    {JsonSerializer.Serialize(section.Key, LockJson.Default.String)}: "
            + $"[\n{string.Join(",\n", section.Value.Select(static entry => "      " + entry))}\n    ]"));
        return text.Append("\n  }\n}\n").ToString();
    }
}

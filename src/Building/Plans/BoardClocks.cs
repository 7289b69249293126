using System.Collections.Immutable;
using Partition.Building.Diagnostics;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.Building.Stages;
using Partition.Diagnostics;
using Partition.Partitioning.Model;
using Partition.Partitioning.Requests;

namespace Partition.Building.Plans;

/// <summary>The rates of the running board's clocks, read from the files that a project names.</summary>
/// <param name="Clocks">The clocks.</param>
/// <param name="Read">The files, with the dates that they had.</param>
internal sealed record BoardClocks(ImmutableArray<MeasuredClock> Clocks, ImmutableArray<DatedFile> Read)
{
    private const string ItemType = "BoardClocks";

    /// <summary>Reads the files.</summary>
    /// <param name="session">The build.</param>
    /// <param name="items">The <c>BoardClocks</c> items.</param>
    /// <param name="findings">Takes what is wrong with a file.</param>
    public static BoardClocks ReadAll(BuildSession session, ImmutableArray<ProjectItem> items, ICollection<Diagnostic> findings)
    {
        var clocks = new List<MeasuredClock>();
        var read = new List<DatedFile>();
        foreach (ProjectItem item in items)
        {
            SourceSpan at = session.Spans.SpanOf(item, ItemType, "");
            string path = session.Root(item.Identity);
            read.Add(new(item.Identity, DatedFile.DateOf(path))); // Before it is read: a change that comes meanwhile is seen next time.
            if (!File.Exists(path))
            {
                findings.Add(MissingFile.Describe(at, ItemType, item.Identity, session.Root));
                continue;
            }

            ImmutableArray<MeasuredClock> found = ClockSummary.Read(InputFile.ReadText(path));
            if (found.IsEmpty)
            {
                findings.Add(HostDiagnostics.NoClocks(at, item.Identity));
            }

            clocks.AddRange(found);
        }

        return new([.. clocks], [.. read]);
    }
}

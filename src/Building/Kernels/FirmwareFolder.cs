using System.Collections.Immutable;
using Partition.Building.Files;
using Partition.Building.Items;
using Partition.Diagnostics;

namespace Partition.Building.Kernels;

/// <summary>The folder of a built hypervisor, from which guests have their firmware by default.</summary>
/// <param name="session">The build.</param>
/// <param name="directory">The property HypervisorDirectory; may be empty.</param>
internal sealed class FirmwareFolder(BuildSession session, string directory)
{
    private const string Property = "HypervisorDirectory";

    private readonly bool _isMissing = directory.Length > 0 && !Directory.Exists(session.Root(directory));

    /// <summary>Reports that the folder does not exist, once for all guests whose firmware should be in it.</summary>
    /// <param name="guests">All guests.</param>
    /// <param name="globals">The names of properties that the caller sets: <c>dotnet build -p:NAME=…</c>.</param>
    public void Check(ImmutableArray<ProjectItem> guests, IEnumerable<string> globals)
    {
        if (!guests.Any(guest => Lacks(guest.GetMetadata(KernelRequest.Firmware))))
        {
            return;
        }

        bool isFromCaller = globals.Contains(Property, StringComparer.OrdinalIgnoreCase);
        session.Report(MissingFile.DescribeFolder(
            isFromCaller ? SourceSpan.File(session.ProjectFile) : session.SpanOfProperty(Property),
            isFromCaller ? $"{Property} from the command line:" : Property,
            directory,
            session.Root));
    }

    /// <summary>Whether a file is missing because the folder is.</summary>
    public bool Lacks(string file) => _isMissing && file.StartsWith(directory.TrimEnd('/') + "/", StringComparison.Ordinal);
}

using System.Collections.Immutable;
using Partition.Building.Items;

namespace Partition.Building.Boots;

/// <summary>What a boot test boots and expects.</summary>
/// <param name="Boot">The machine.</param>
internal sealed record BootTestRequest(BootOptions Boot)
{
    /// <summary>How long a machine may take until its guests are up, in seconds.</summary>
    public required string Timeout { get; init; }

    /// <summary>The folder that takes what the consoles said.</summary>
    public required string LogDirectory { get; init; }

    /// <summary>The expression that selects tests, as <c>dotnet test --filter</c> takes it; empty for all.</summary>
    public string Filter { get; init; } = "";

    /// <summary>The files of results to write, as <c>dotnet test --logger</c> takes them.</summary>
    public ImmutableArray<string> Loggers { get; init; } = [];

    /// <summary>The folder of these files; empty for <c>TestResults</c> beside the project.</summary>
    public string ResultsDirectory { get; init; } = "";

    /// <summary>Whether the tests are listed and nothing boots.</summary>
    public bool ListTests { get; init; }

    /// <summary>Devices that guests must list, each with Guest and Pattern.</summary>
    public ImmutableArray<ProjectItem> ExpectedDevices { get; init; } = [];

    /// <summary>Devices that guests must not list, each with Guest and Pattern.</summary>
    public ImmutableArray<ProjectItem> RejectedDevices { get; init; } = [];
}

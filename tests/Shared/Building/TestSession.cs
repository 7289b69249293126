using Partition.Building;
using Partition.Diagnostics;

namespace Partition.Tests;

/// <summary>A build without MSBuild: what it reports is kept.</summary>
/// <param name="folder">The project's folder, for steps that read or write files.</param>
internal sealed class TestSession(string folder = "") : BuildSession
{
    private readonly Dictionary<string, object> _memory = [];

    /// <summary>All diagnostics that the steps reported.</summary>
    public List<Diagnostic> Reported { get; } = [];

    /// <inheritdoc/>
    public override string ProjectFile => "";

    /// <inheritdoc/>
    public override string SdkIdentity => "test";

    /// <inheritdoc/>
    public override string Root(string path) => Path.Combine(folder, path);

    /// <inheritdoc/>
    public override string? GetEnvironmentVariable(string name) => null;

    /// <inheritdoc/>
    public override void Say(Importance importance, string text)
    {
    }

    /// <inheritdoc/>
    public override void SayNote(Importance importance, Diagnostic note)
    {
    }

    /// <inheritdoc/>
    public override bool IsShown(Importance importance) => false;

    /// <inheritdoc/>
    public override void SayMaking(string stage, string what)
    {
    }

    /// <inheritdoc/>
    public override void SayResult(string text)
    {
    }

    /// <inheritdoc/>
    public override void SayTestPassed(string name)
    {
    }

    /// <inheritdoc/>
    public override void SayTestSummary(int total, int passed, int skipped, int failed, TimeSpan duration)
    {
    }

    /// <inheritdoc/>
    public override void Remember(string key, object value) => _memory[key] = value;

    /// <inheritdoc/>
    public override object? Recall(string key) => _memory.GetValueOrDefault(key);

    /// <inheritdoc/>
    protected override void Show(Diagnostic diagnostic) => Reported.Add(diagnostic);
}

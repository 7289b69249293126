using Microsoft.Build.Execution;
using Microsoft.Build.Experimental.ProjectCache;

namespace Partition.ProjectCache;

/// <summary>
/// A project cache of MSBuild that keeps what was built in a folder. It is there to show that partition projects are fit for one: what a
/// build reads is listed, what it writes is listed, both hold in another clone, and the targets that say what there is need no build before
/// them.
/// </summary>
/// <remarks>Settings, as metadata of the item <c>ProjectCachePlugin</c>: <c>Root</c>, the clone, and <c>Store</c>, the folder.</remarks>
public sealed class FolderCache : ProjectCachePluginBase
{
    // What runs for what was asked for. GetTargetPath and GetPartitionOutputs need nothing built, so in the place of a build they run and
    // stand for it.
    private static readonly Dictionary<string, string> s_answers = new() { ["GetTargetPath"] = "Build" };

    private readonly Lock _gate = new();
    private readonly List<(ProjectInstance Project, ProjectKey Key)> _misses = [];
    private string _root = "";
    private Store _store = new("");

    /// <inheritdoc/>
    public override Task BeginBuildAsync(CacheContext context, PluginLoggerBase logger, CancellationToken cancellationToken)
    {
        _root = context.PluginSettings["Root"];
        _store = new(context.PluginSettings["Store"]);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<CacheResult> GetCacheResultAsync(
        BuildRequestData buildRequest,
        PluginLoggerBase logger,
        CancellationToken cancellationToken)
    {
        ProjectInstance project = buildRequest.ProjectInstance;
        if (project.GetPropertyValue("UsingPartitionSdk") != "true"
            || !buildRequest.TargetNames.Contains("Build", StringComparer.OrdinalIgnoreCase))
        {
            return Task.FromResult(CacheResult.IndicateNonCacheHit(CacheResultType.CacheNotApplicable));
        }

        ProjectKey key = ProjectKey.Of(project, _root);
        if (_store.Restore(key, project.Directory, _root))
        {
            _store.Note("hit", project.FullPath, buildRequest.TargetNames);
            return Task.FromResult(CacheResult.IndicateCacheHit(new ProxyTargets(s_answers)));
        }

        _store.Note("miss", project.FullPath, buildRequest.TargetNames);
        lock (_gate)
        {
            _misses.Add((project, key));
        }

        return Task.FromResult(CacheResult.IndicateNonCacheHit(CacheResultType.CacheMiss));
    }

    /// <inheritdoc/>
    public override Task EndBuildAsync(PluginLoggerBase logger, CancellationToken cancellationToken)
    {
        foreach ((ProjectInstance project, ProjectKey key) in _misses)
        {
            _store.Keep(key, project, _root);
        }

        return Task.CompletedTask;
    }
}

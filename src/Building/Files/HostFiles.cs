namespace Partition.Building.Files;

/// <summary>The file systems that the build works on: those of this machine, unless a test puts others in their place.</summary>
internal static class HostFiles
{
    // Of one flow of execution, since several builds may run in one process.
    private static readonly AsyncLocal<IHostFiles?> s_others = new();

    /// <summary>The file systems.</summary>
    public static IHostFiles Current => s_others.Value ?? DiskFiles.Instance;

    /// <summary>Puts others in their place, here and in what is called from here, until the result is disposed of.</summary>
    public static IDisposable Use(IHostFiles others)
    {
        s_others.Value = others;
        return new Restoration();
    }

    private sealed class Restoration : IDisposable
    {
        public void Dispose() => s_others.Value = null;
    }
}

namespace Partition.Building.FileSystems;

/// <summary>Files that an earlier build of the project made, and that it no longer asks for.</summary>
internal static class EarlierFiles
{
    /// <summary>Deletes those that are there.</summary>
    public static void Remove(BuildSession session, params ReadOnlySpan<string> files)
    {
        foreach (string file in files)
        {
            if (File.Exists(session.Root(file)))
            {
                File.Delete(session.Root(file));
            }
        }
    }
}

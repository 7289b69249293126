namespace Partition.Benchmarks.Subjects.Builds;

/// <summary>A copy of the sample board as a user has it: only its packages come from the folder feed.</summary>
internal static class SampleBoard
{
    /// <summary>The project's file.</summary>
    public const string Project = "vexpress-a9.partproj";

    /// <summary>Copies it.</summary>
    /// <returns>The copy's folder.</returns>
    public static string CopyTo(string folder)
    {
        string sample = Path.Combine(Workshop.Repository, "samples", "vexpress-a9");
        foreach (string file in Directory.EnumerateFiles(sample, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(sample, file);
            if (relative.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj" or "nuget.config" or "global.json"))
            {
                string copy = Path.Combine(folder, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        return folder;
    }
}

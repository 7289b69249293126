using Microsoft.Build.Execution;

namespace Partition.ProjectCache;

/// <summary>A folder with a folder for each key, in which a folder for each build has its outputs and the list of its inputs.</summary>
internal sealed class Store(string folder)
{
    private const string InputList = "inputs.txt";

    /// <summary>Copies what a build with the same inputs made.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Restore(ProjectKey key, string projectFolder, string root)
    {
        string builds = Path.Combine(folder, key.Text);
        string? kept = !Directory.Exists(builds) ? null : Directory.EnumerateDirectories(builds)
            .FirstOrDefault(
                build => File.ReadLines(Path.Combine(build, InputList))
                    .All(line => line == Line(Path.Combine(root, line.Split('\t')[0]), root)));
        if (kept is null)
        {
            return false;
        }

        string outputs = Path.Combine(kept, "outputs");
        foreach (string file in Directory.EnumerateFiles(outputs, "*", SearchOption.AllDirectories))
        {
            Copy(file, Path.Combine(projectFolder, Path.GetRelativePath(outputs, file)));
        }

        return true;
    }

    /// <summary>
    /// Keeps what a build has made. A build that failed left no list of inputs behind, or one that is older than they are.
    /// </summary>
    public void Keep(ProjectKey key, ProjectInstance project, string root)
    {
        string intermediate = FolderOf(project, "IntermediateOutputPath");
        string output = FolderOf(project, "OutDir");
        string stamp = Path.Combine(intermediate, "stamp", "Build.stamp");
        if (!File.Exists(stamp) || File.ReadLines(stamp).Any(file => File.GetLastWriteTimeUtc(file) > File.GetLastWriteTimeUtc(stamp)))
        {
            return;
        }

        string build = Path.Combine(folder, key.Text, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path.Combine(build, "outputs"));
        foreach (string file in File.ReadLines(Path.Combine(intermediate, $"{Path.GetFileName(project.FullPath)}.FileListAbsolute.txt")))
        {
            string written = Path.GetFullPath(Path.Combine(project.Directory, file));
            if (written.StartsWith(output, StringComparison.Ordinal) && File.Exists(written))
            {
                Copy(written, Path.Combine(build, "outputs", Path.GetRelativePath(project.Directory, written)));
            }
        }

        File.WriteAllLines(Path.Combine(build, InputList), File.ReadLines(stamp).Select(file => Line(file, root)));
    }

    /// <summary>Notes what was asked and answered.</summary>
    public void Note(string answer, string project, IEnumerable<string> targets)
    {
        Directory.CreateDirectory(folder);
        lock (this)
        {
            File.AppendAllText(
                Path.Combine(folder, "asked.txt"),
                $"{answer} {Path.GetFileNameWithoutExtension(project)}: {string.Join(';', targets)}\n");
        }
    }

    // What the common targets set has separators of Windows in it everywhere.
    private static string FolderOf(ProjectInstance project, string property) =>
        Path.GetFullPath(Path.Combine(project.Directory, project.GetPropertyValue(property).Replace('\\', '/')));

    private static string Line(string file, string root) => $"{Path.GetRelativePath(root, file)}\t{ProjectKey.HashOf(file)}";

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to, overwrite: true);
    }
}

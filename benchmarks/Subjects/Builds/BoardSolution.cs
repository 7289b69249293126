namespace Partition.Benchmarks.Subjects.Builds;

/// <summary>Generated boards in one solution.</summary>
internal sealed class BoardSolution
{
    private static readonly string[] s_built = ["bin", "obj"];

    private readonly GeneratedBoard[] _boards;

    /// <summary>Writes them.</summary>
    public BoardSolution(string folder, int count)
    {
        Folder = folder;
        _boards = [.. Enumerable.Range(0, count).Select(number => new GeneratedBoard(folder, number))];
        foreach (GeneratedBoard board in _boards)
        {
            board.Write();
        }

        File.WriteAllText(Path.Combine(folder, "Boards.slnx"), $"""
            <Solution>
              <Configurations><ProjectType Extension="partproj" TypeId="9A19103F-16F7-4668-BE54-9A1E7A4F7556" /></Configurations>
            {string.Concat(_boards.Select(static board => $"  <Project Path=\"{board.Project}\" />\n"))}</Solution>
            """);
    }

    /// <summary>The solution's folder.</summary>
    public string Folder { get; }

    private IEnumerable<string> BuiltFolders =>
        _boards.SelectMany(board => s_built.Select(child => Path.Combine(Folder, board.Name, child)));

    /// <summary>The first fault of what was built, or <see langword="null"/>.</summary>
    public string? FindFault() => _boards.Select(static board => board.FindFault()).FirstOrDefault(static fault => fault is not null);

    /// <summary>When each built file was written; a build that has nothing to do leaves it as it is.</summary>
    public Dictionary<string, DateTime> Dates() => BuiltFolders
        .SelectMany(static built => Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
        .ToDictionary(static file => file, File.GetLastWriteTimeUtc);

    /// <summary>Removes what was built and restored.</summary>
    public void Clean()
    {
        foreach (string folder in BuiltFolders)
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
